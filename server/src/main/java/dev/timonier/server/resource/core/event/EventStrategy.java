package dev.timonier.server.resource.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupKind;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.resource.OtherVersion;
import dev.timonier.server.validation.Subject;
import dev.timonier.storage.Durability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is special about Events, of which there are two versions that name fields differently.
public final class EventStrategy implements Strategy {
  /// Events of the core group.
  public static final KindRules CORE =
      new KindRules(new EventStrategy(EventVersion.CORE), EventColumns.TABLE);

  /// Events of the group `events.k8s.io`.
  public static final OtherVersion NEW =
      new OtherVersion(
          new EventStrategy(EventVersion.NEW),
          new GroupVersion("", "v1").kind("Event"),
          new EventConversion());

  private static final Duration TIME_TO_LIVE = Duration.ofHours(1);
  private static final List<String> OBJECT_FIELDS =
      List.of("kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath");

  private final EventVersion version;

  private EventStrategy(EventVersion version) {
    this.version = version;
  }

  /// Events of both groups are told of as those of the core group.
  @Override
  public GroupKind faultyKind(GroupKind kind) {
    return new GroupKind("", kind.kind());
  }

  @Override
  public void validateCreate(Subject event) {
    new EventRules(version).create(event);
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    new EventRules(version).update(next, old.root());
  }

  /// Metadata of old Events were never examined.
  @Override
  public Set<Trait> traits() {
    return version == EventVersion.CORE
        ? Set.of(Trait.CREATED_BY_PUT, Trait.PLAIN_METADATA)
        : Set.of(Trait.CREATED_BY_PUT);
  }

  @Override
  public UpdatedMetadata updatedMetadata(Part part) {
    return version == EventVersion.CORE ? UpdatedMetadata.OF_ANY_KIND : UpdatedMetadata.CHANGES;
  }

  @Override
  public Propagation defaultPropagation() {
    return Propagation.UNSUPPORTED;
  }

  @Override
  public Durability durability() {
    return Durability.RELAXED;
  }

  @Override
  public Optional<Duration> timeToLive() {
    return Optional.of(TIME_TO_LIVE);
  }

  /// Selectors of either version see an event as it is stored, under the names of theirs.
  @Override
  public Map<String, String> selectableFields(JsonNode event) {
    var fields = new LinkedHashMap<String, String>();
    var reporter = Trees.text(event, version.reporter());
    var source = Trees.text(event.path(version.source()), "component");
    for (var known : EventVersion.values()) {
      var object = event.path(version.object());
      OBJECT_FIELDS.forEach(
          field -> fields.put(known.object() + "." + field, Trees.text(object, field)));
      fields.put(known.reporter(), reporter);
    }
    fields.put("reason", Trees.text(event, "reason"));
    fields.put("source", source.isEmpty() ? reporter : source);
    fields.put("type", Trees.text(event, "type"));
    return fields;
  }

  @Override
  public List<String> selectableFieldNames() {
    var names = new ArrayList<String>();
    OBJECT_FIELDS.forEach(field -> names.add(version.object() + "." + field));
    names.addAll(List.of("reason", version.reporter(), "type"));
    if (version == EventVersion.CORE) {
      names.add("source");
    }
    return names;
  }
}
