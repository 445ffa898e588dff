package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;

/// Finds what is wrong with a pod's status.
final class PodStatusValidation {
  private PodStatusValidation() {}

  static void validate(Subject pod, ApiObject old) {
    var status = pod.at("status");
    var before = old.status();
    generation(status.at("observedGeneration"));
    conditions(status.at("conditions"));
    nomination(status.at("nominatedNodeName"), pod.at("spec"), before);
    if (before.has("qosClass") && !status.value().path("qosClass").equals(before.get("qosClass"))) {
      status.at("qosClass").invalid("field is immutable");
    }
    var restarts = new RestartTransitions(pod.at("spec").value());
    restarts.check(status.at("containerStatuses"), before.path("containerStatuses"), "containers");
    restarts.check(
        status.at("initContainerStatuses"), before.path("initContainerStatuses"), "initContainers");
    restarts.check(
        status.at("ephemeralContainerStatuses"),
        before.path("ephemeralContainerStatuses"),
        "ephemeralContainers");
    ClaimStatuses.validate(pod);
    PodAddresses.validate(status, before);
    ContainerStatuses.validate(pod);
  }

  private static void generation(Subject generation) {
    if (generation.number() < 0) {
      generation.invalid("must be a non-negative integer");
    }
  }

  private static void conditions(Subject conditions) {
    for (var condition : conditions.elements()) {
      generation(condition.at("observedGeneration"));
      var type = condition.at("type");
      condition.at("Type").with(type.value()).faulty(Format.checkQualifiedName(type.text()));
    }
  }

  private static void nomination(Subject node, Subject spec, JsonNode before) {
    var changed = !node.text().equals(Trees.text(before, "nominatedNodeName"));
    if (node.isEmpty() || !changed) {
      return;
    }
    node.format(Format.DNS_SUBDOMAIN);
    if (!spec.at("nodeName").isEmpty()) {
      node.forbidden("may not be set on pods that are already bound to a node");
    }
  }
}
