package dev.timonier.server.resource.core.podspec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;

/// How often and how patiently a container is probed where its author said nothing
/// (<https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/>).
final class ProbeDefaults {
  private ProbeDefaults() {}

  static void set(JsonNode value) {
    if (value instanceof ObjectNode probe) {
      Trees.setDefaultUnlessZero(probe, "timeoutSeconds", 1);
      Trees.setDefaultUnlessZero(probe, "periodSeconds", 10);
      Trees.setDefaultUnlessZero(probe, "successThreshold", 1);
      Trees.setDefaultUnlessZero(probe, "failureThreshold", 3);
      httpGet(probe.path("httpGet"));
      grpc(probe.path("grpc"));
    }
  }

  static void httpGet(JsonNode value) {
    if (value instanceof ObjectNode action) {
      Trees.setDefault(action, "path", "/");
      Trees.setDefault(action, "scheme", "HTTP");
    }
  }

  private static void grpc(JsonNode value) {
    if (value instanceof ObjectNode action) {
      Trees.setDefault(action, "service", "");
    }
  }
}
