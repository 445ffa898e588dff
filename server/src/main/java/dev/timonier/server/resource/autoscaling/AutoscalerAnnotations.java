package dev.timonier.server.resource.autoscaling;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// The annotations in which `autoscaling/v1` keeps what it has no field for.
enum AutoscalerAnnotations {
  METRICS("metrics"),
  CURRENT_METRICS("current-metrics"),
  CONDITIONS("conditions"),
  BEHAVIOR("behavior");

  private final String key;

  AutoscalerAnnotations(String name) {
    this.key = "autoscaling.alpha.kubernetes.io/" + name;
  }

  /// Removes the annotation.
  ///
  /// @return what it held
  Optional<String> take(ObjectNode object) {
    if (!(object.path("metadata").path("annotations") instanceof ObjectNode annotations)) {
      return Optional.empty();
    }
    var value = Optional.ofNullable(annotations.remove(key));
    if (annotations.isEmpty()) {
      Trees.child(object, "metadata").remove("annotations");
    }
    return value.map(text -> text.asText());
  }

  void put(ObjectNode object, String value) {
    Trees.child(Trees.child(object, "metadata"), "annotations").put(key, value);
  }

  static Set<String> keys() {
    return Arrays.stream(values()).map(annotation -> annotation.key).collect(toUnmodifiableSet());
  }

  /// They mean something in v1 alone.
  static void dropAll(ObjectNode object) {
    for (var annotation : values()) {
      annotation.take(object);
    }
  }
}
