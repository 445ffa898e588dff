package dev.timonier.server.resource.autoscaling;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// The annotations in which `autoscaling/v1` keeps what it has no field for.
enum AutoscalerAnnotations {
  METRICS("metrics", Part.MAIN),
  CURRENT_METRICS("current-metrics", Part.STATUS),
  CONDITIONS("conditions", Part.STATUS),
  BEHAVIOR("behavior", Part.MAIN);

  private final String key;
  private final Part part;

  /// @param part with which it is written
  AutoscalerAnnotations(String name, Part part) {
    this.key = "autoscaling.alpha.kubernetes.io/" + name;
    this.part = part;
  }

  /// Keeps what is not of the part that is written.
  static void keepOtherPart(Part written, ObjectNode next, ObjectNode old) {
    for (var annotation : values()) {
      if (annotation.part != written) {
        annotation.take(next);
        var before = old.path("metadata").path("annotations").path(annotation.key);
        if (before.isTextual()) {
          annotation.put(next, before.textValue());
        }
      }
    }
  }

  /// Drops what belongs to the status, which new objects have not.
  static void dropStatus(ObjectNode object) {
    for (var annotation : values()) {
      if (annotation.part == Part.STATUS) {
        annotation.take(object);
      }
    }
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
