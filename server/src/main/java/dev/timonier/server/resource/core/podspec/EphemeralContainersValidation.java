package dev.timonier.server.resource.core.podspec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.GivenObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds what is wrong with the ephemeral containers of a pod: they are for looking at it, and may
/// not do what a pod relies on
/// (<https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/>).
final class EphemeralContainersValidation {
  private static final String REFUSAL = "cannot be set for an Ephemeral Container";

  /// In the order of their declaration.
  private static final List<String> FORBIDDEN =
      List.of(
          "ports",
          "resources",
          "resizePolicy",
          "restartPolicy",
          "restartPolicyRules",
          "livenessProbe",
          "readinessProbe",
          "startupProbe",
          "lifecycle");

  private static final ObjectNode NO_RESOURCES = GivenObject.NODES.objectNode();

  private final PodContext pod;
  private final Set<String> targets = new HashSet<>();
  private final Set<String> names = new HashSet<>();

  EphemeralContainersValidation(PodContext pod) {
    this.pod = pod;
  }

  void validate() {
    var containers = pod.spec().at("ephemeralContainers");
    if (containers.isEmpty()) {
      return;
    }
    for (var list : List.of("containers", "initContainers")) {
      for (var container : pod.spec().value().path(list)) {
        targets.add(Trees.text(container, "name"));
      }
    }
    names.addAll(targets);
    containers.elements().forEach(this::container);
  }

  private void container(Subject container) {
    new ContainerValidation(pod).validate(container);
    ContainerValidation.noPadding(container);
    if (!names.add(container.at("name").text())) {
      container.at("name").duplicate(Subject.quote(container.at("name").text()));
    }
    var target = container.at("targetContainerName");
    if (!target.isEmpty() && !targets.contains(target.text())) {
      target.notFound();
    }
    refuse(container);
    for (var mount : container.at("volumeMounts").elements()) {
      refuseIfSet(mount.at("subPath"));
      refuseIfSet(mount.at("subPathExpr"));
    }
  }

  private static void refuse(Subject container) {
    for (var field : FORBIDDEN) {
      var value = container.at(field);
      if (value.isGiven() && !isZero(value.value(), field)) {
        value.forbidden(REFUSAL);
      }
    }
  }

  /// Resources are always shown, and refused unless `reflect.DeepEqual` finds nothing in them.
  private static boolean isZero(JsonNode value, String field) {
    return field.equals("resources") && GivenObject.areIdentical(value, NO_RESOURCES);
  }

  private static void refuseIfSet(Subject field) {
    if (!field.isEmpty()) {
      field.forbidden(REFUSAL);
    }
  }
}
