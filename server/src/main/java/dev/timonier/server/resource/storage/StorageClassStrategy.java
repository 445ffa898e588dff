package dev.timonier.server.resource.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.core.podspec.OldNodeLabels;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// StorageClasses do not change, as volumes were made after them.
final class StorageClassStrategy implements Strategy {
  private static final List<String> POLICIES = List.of("Delete", "Retain");
  private static final List<String> MODES = List.of("Immediate", "WaitForFirstConsumer");
  private static final Map<String, Set<String>> EVERYWHERE = Map.of();

  @Override
  public void setDefaults(ObjectNode object) {
    Trees.setDefault(object, "reclaimPolicy", "Delete");
    Trees.setDefault(object, "volumeBindingMode", "Immediate");
  }

  @Override
  public void validateCreate(Subject object) {
    DriverNames.qualified(object.at("provisioner"));
    Parameters.optional(object.at("parameters"));
    var policy = object.at("reclaimPolicy");
    if (!policy.isEmpty()) {
      policy.oneOf(POLICIES);
    }
    object.at("volumeBindingMode").oneOf(MODES);
    topologies(object.at("allowedTopologies"));
  }

  /// Terms are compared with as many empty ones, as in Kubernetes, and with those before.
  private static void topologies(Subject topologies) {
    var terms = new ArrayList<>(Collections.nCopies(topologies.value().size(), EVERYWHERE));
    for (var topology : topologies.elements()) {
      var term = term(topology.at("matchLabelExpressions"));
      terms.stream()
          .filter(term::equals)
          .forEach(_ -> topology.at("matchLabelExpressions").duplicate(Subject.quote("")));
      terms.add(term);
    }
  }

  private static Map<String, Set<String>> term(Subject requirements) {
    var term = new HashMap<String, Set<String>>();
    for (var requirement : requirements.elements()) {
      var key = requirement.at("key");
      var values = requirement.at("values");
      values.mustBePresent("");
      duplicates(values);
      key.format(Format::checkQualifiedName);
      if (term.put(key.text(), texts(values)) != null) {
        key.duplicate();
      }
    }
    return term;
  }

  private static Set<String> texts(Subject values) {
    return values.elements().stream().map(Subject::text).collect(Collectors.toSet());
  }

  private static void duplicates(Subject values) {
    var seen = new HashSet<String>();
    values.elements().stream().filter(value -> !seen.add(value.text())).forEach(Subject::duplicate);
  }

  @Override
  public UpdatedMetadata updatedMetadata(Part part) {
    return UpdatedMetadata.CHANGES_AND_WHOLE;
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    validateCreate(next);
    for (var field : List.of("parameters", "provisioner", "reclaimPolicy", "volumeBindingMode")) {
      var value = Trees.inOrder(next.at(field).value());
      next.at(field).with(value).immutable(old.root().path(field));
    }
  }

  @Override
  public List<String> warnings(ApiObject object) {
    var warnings = new ArrayList<String>();
    for (var topology : Subject.of(object.root()).at("allowedTopologies").elements()) {
      for (var requirement : topology.at("matchLabelExpressions").elements()) {
        var key = requirement.at("key");
        OldNodeLabels.advice(key.text())
            .ifPresent(advice -> warnings.add(key.path() + ": " + advice));
      }
    }
    return warnings;
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.DELETION_SHOWS_OBJECT);
  }
}
