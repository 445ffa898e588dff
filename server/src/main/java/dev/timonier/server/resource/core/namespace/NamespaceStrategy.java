package dev.timonier.server.resource.core.namespace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.DeleteOptions;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.validation.ObjectMetaRules;
import dev.timonier.server.validation.ObjectMetaRules.NameRule;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Namespaces are born active and held by the finalizer `kubernetes` of their specification: a
/// deletion makes them terminating, and when what is in them is gone the finalizers are taken
/// through `namespaces/finalize`.
final class NamespaceStrategy implements Strategy {
  private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
  private static final String KUBERNETES = "kubernetes";
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";
  private static final String ACTIVE = "Active";
  private static final String TERMINATING = "Terminating";

  @Override
  public NameRule names() {
    return NameRule.LABEL;
  }

  @Override
  public void setDefaults(ObjectNode object) {
    labelWithName(ApiObject.of(object));
    Trees.setDefault(Trees.child(object, "status"), "phase", ACTIVE);
  }

  private static void labelWithName(ApiObject namespace) {
    if (!namespace.name().isEmpty()) {
      var labels = Trees.child(namespace.metadata().tree(), "labels");
      labels.put(NAME_LABEL, namespace.name());
    }
  }

  @Override
  public void prepareCreate(ApiObject object, WriteRequest request) {
    Trees.child(object.root(), "status").removeAll().put("phase", ACTIVE);
    var finalizers = Trees.children(Trees.child(object.root(), "spec"), "finalizers");
    if (Trees.stream(finalizers).noneMatch(name -> name.asText().equals(KUBERNETES))) {
      finalizers.add(KUBERNETES);
    }
  }

  @Override
  public void canonicalize(ApiObject object) {
    labelWithName(object);
  }

  @Override
  public void prepareUpdate(ApiObject next, ApiObject old, WriteRequest request) {
    switch (request.part()) {
      case MAIN -> next.copyField("spec", old);
      case FINALIZE -> next.copyField("status", old);
      default -> {}
    }
  }

  @Override
  public void validateCreate(Subject namespace) {
    var finalizers = namespace.at("spec").at("finalizers");
    finalizers.elements().forEach(name -> finalizer(finalizers.with(name.value())));
  }

  private static void finalizer(Subject finalizer) {
    finalizer.invalidKeys(finalizer.text());
    ObjectMetaRules.standardFinalizer(finalizer);
  }

  @Override
  public UpdatedMetadata updatedMetadata(Part part) {
    return part == Part.MAIN ? UpdatedMetadata.CHANGES_AND_WHOLE : UpdatedMetadata.CHANGES;
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    switch (part) {
      case STATUS -> phase(next);
      case FINALIZE ->
          next.at("spec").at("finalizers").elements().forEach(NamespaceStrategy::finalizer);
      default -> validateCreate(next);
    }
  }

  private static void phase(Subject namespace) {
    var deleted = namespace.at("metadata").at("deletionTimestamp").isPresent();
    var expected = deleted ? TERMINATING : ACTIVE;
    var phase = namespace.at("status").at("phase");
    if (!phase.text().equals(expected)) {
      namespace
          .at("status")
          .at("Phase")
          .with(phase.value())
          .invalid(
              "may only be '%s' if `deletionTimestamp` is %s"
                  .formatted(expected, deleted ? "not empty" : "empty"));
    }
  }

  @Override
  public boolean isHeld(ApiObject object) {
    return !object.metadata().isBeingDeleted() || !object.spec().path("finalizers").isEmpty();
  }

  @Override
  public void checkDeletion(ApiObject object, DeleteOptions options) {
    var metadata = object.metadata();
    checkDeletion(object, "UID", options.uid(), metadata.uid());
    checkDeletion(object, "ResourceVersion", options.resourceVersion(), metadata.resourceVersion());
  }

  private static void checkDeletion(
      ApiObject object, String what, Optional<String> wanted, String present) {
    if (wanted.isPresent() && !wanted.get().equals(present)) {
      throw ApiErrors.conflict(
          NAMESPACES,
          object.name(),
          "Precondition failed: %s in precondition: %s, %s in object meta: %s"
              .formatted(what, wanted.get(), what, present));
    }
  }

  @Override
  public void prepareDelete(ApiObject object) {
    Trees.child(object.root(), "status").put("phase", TERMINATING);
  }

  @Override
  public List<String> selectableFieldNames() {
    return List.of("metadata.name", "status.phase");
  }

  @Override
  public Map<String, String> selectableFields(JsonNode object) {
    return Map.of("status.phase", object.path("status").path("phase").asText());
  }
}
