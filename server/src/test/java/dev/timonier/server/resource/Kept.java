package dev.timonier.server.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.schema.Conformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Compares what somebody has sent with what is there then. The server may add to it, and says what
/// it knows better itself.
final class Kept {
  /// What the server says itself, and what it drops because nobody may set it any more or yet.
  private static final Set<String> OF_THE_SERVER =
      Set.of(
          "DaemonSet metadata.annotations.deprecated.daemonset.template.generation",
          "EndpointSlice endpoints.deprecatedTopology",
          "Lease spec.strategy");

  /// The same, of every kind.
  private static final Set<String> OF_METADATA =
      Set.of("metadata.generation", "metadata.managedFields", "metadata.resourceVersion");

  private final String kind;
  private final List<String> lost = new ArrayList<>();

  private Kept(String kind) {
    this.kind = kind;
  }

  /// The fields of an object, and of its defaults, that are not there or have other values.
  ///
  /// @return each as in `spec.replicas: 1 is 2`
  static List<String> lostOf(Resource resource, ObjectNode sent, ObjectNode there) {
    var expected = sent.deepCopy();
    Conformer.conform(expected, resource.type());
    resource.normalize(ApiObject.of(expected));
    Conformer.settle(expected, resource.type());
    var kept = new Kept(resource.kind().kind());
    kept.compare("", expected, there);
    return kept.lost;
  }

  private void compare(String path, JsonNode sent, JsonNode there) {
    if (isOfTheServer(path.replaceAll("\\[\\d+]", ""))) {
      return;
    }
    switch (sent) {
      case ObjectNode object when there.isObject() ->
          object.forEachEntry(
              (name, value) -> compare(member(path, name), value, there.path(name)));
      case ArrayNode array when there.isArray() && there.size() >= array.size() -> {
        for (var i = 0; i < array.size(); i++) {
          compare(path + "[" + i + "]", array.get(i), there.get(i));
        }
      }
      default -> {
        if (!isSame(sent, there)) {
          lost.add(path + ": " + sent + " is " + there);
        }
      }
    }
  }

  private boolean isOfTheServer(String path) {
    return OF_METADATA.contains(path) || OF_THE_SERVER.contains(kind + " " + path);
  }

  /// Numbers may be of different classes.
  private static boolean isSame(JsonNode sent, JsonNode there) {
    return sent.getNodeType() == there.getNodeType() && sent.asText().equals(there.asText());
  }

  private static String member(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
