package dev.timonier.server.resource.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import java.util.List;
import java.util.stream.Stream;

/// Fields of slices that Kubernetes does not ask by default, because they are new: attributes with
/// lists of values, and what devices take of a node's own resources. They go unless the slice
/// already has some.
final class NewDeviceFields {
  private static final List<String> LISTS = List.of("bools", "ints", "strings", "versions");
  private static final String MAPPINGS = "nodeAllocatableResourceMappings";

  private NewDeviceFields() {}

  /// @param old the specification that is replaced; missing for a new slice
  static void drop(JsonNode spec, JsonNode old) {
    if (attributes(old).noneMatch(NewDeviceFields::hasList)) {
      attributes(spec).forEach(attribute -> attribute.remove(LISTS));
    }
    if (devices(old).allMatch(device -> device.path(MAPPINGS).isEmpty())) {
      devices(spec).forEach(device -> device.remove(MAPPINGS));
    }
  }

  private static Stream<ObjectNode> devices(JsonNode spec) {
    return Trees.objects(spec.path("devices")).stream();
  }

  private static Stream<ObjectNode> attributes(JsonNode spec) {
    return devices(spec)
        .flatMap(device -> Trees.stream(device.path("attributes")))
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast);
  }

  private static boolean hasList(JsonNode attribute) {
    return LISTS.stream().anyMatch(attribute::has);
  }
}
