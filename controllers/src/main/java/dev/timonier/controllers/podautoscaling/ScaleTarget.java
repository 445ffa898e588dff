package dev.timonier.controllers.podautoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The scale of what is to be scaled.
///
/// @param path of the scale subresource
/// @param resource as in `deployments.apps`
record ScaleTarget(String path, String resource, JsonNode scale) {

  int wanted() {
    return scale.path("spec").path("replicas").asInt();
  }

  int present() {
    return scale.path("status").path("replicas").asInt();
  }

  /// The labels of the target's pods, as in `app=web`; empty where they are not told.
  String selector() {
    return scale.path("status").path("selector").asText("");
  }

  /// The scale with another number of replicas.
  JsonNode with(int replicas) {
    var changed = scale.<ObjectNode>deepCopy();
    changed.withObject("/spec").put("replicas", replicas);
    return changed;
  }
}
