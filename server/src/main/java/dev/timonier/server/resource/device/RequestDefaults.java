package dev.timonier.server.resource.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;

/// What the requests of a claim leave out: they ask for one device.
final class RequestDefaults {
  private static final String ONE_BY_ONE = "ExactCount";

  private RequestDefaults() {}

  /// @param spec the specification of a claim
  static void set(JsonNode spec) {
    for (var request : Trees.objects(spec.path("devices").path("requests"))) {
      if (request.path("exactly") instanceof ObjectNode exactly) {
        count(exactly);
      }
      Trees.objects(request.path("firstAvailable")).forEach(RequestDefaults::count);
    }
    tolerations(spec);
  }

  private static void count(ObjectNode request) {
    Trees.setDefault(request, "allocationMode", ONE_BY_ONE);
    if (Trees.text(request, "allocationMode").equals(ONE_BY_ONE)) {
      Trees.setDefaultUnlessZero(request, "count", 1);
    }
  }

  private static void tolerations(JsonNode spec) {
    for (var request : Trees.objects(spec.path("devices").path("requests"))) {
      tolerate(request.path("exactly"));
      request.path("firstAvailable").forEach(RequestDefaults::tolerate);
    }
  }

  private static void tolerate(JsonNode request) {
    for (var toleration : Trees.objects(request.path("tolerations"))) {
      Trees.setDefault(toleration, "operator", "Equal");
    }
  }
}
