package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import java.util.List;
import java.util.Map;

/// The fields of pods that selectors may name.
final class PodFields {
  static final List<String> NAMES =
      List.of(
          "spec.nodeName",
          "spec.restartPolicy",
          "spec.schedulerName",
          "spec.serviceAccountName",
          "spec.hostNetwork",
          "status.phase",
          "status.podIP",
          "status.podIPs",
          "status.nominatedNodeName",
          "spec.host");

  private PodFields() {}

  static Map<String, String> of(JsonNode pod) {
    var spec = pod.path("spec");
    var status = pod.path("status");
    return Map.of(
        "spec.nodeName", Trees.text(spec, "nodeName"),
        "spec.restartPolicy", Trees.text(spec, "restartPolicy"),
        "spec.schedulerName", Trees.text(spec, "schedulerName"),
        "spec.serviceAccountName", Trees.text(spec, "serviceAccountName"),
        "spec.hostNetwork", Boolean.toString(Trees.isTrue(spec, "hostNetwork")),
        "status.phase", Trees.text(status, "phase"),
        "status.podIP", status.path("podIPs").path(0).path("ip").asText(""),
        "status.nominatedNodeName", Trees.text(status, "nominatedNodeName"));
  }
}
