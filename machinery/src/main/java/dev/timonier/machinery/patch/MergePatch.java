package dev.timonier.machinery.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// JSON Merge Patch, RFC 7396: objects are merged, `null` removes, everything else replaces.
public final class MergePatch {
  private MergePatch() {}

  /// Applies a patch. Neither tree is changed; the result may share parts with the patch.
  public static JsonNode apply(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode members)) {
      return patch;
    }
    var result = target instanceof ObjectNode present ? present.deepCopy() : members.objectNode();
    merge(result, members);
    return result;
  }

  private static void merge(ObjectNode target, ObjectNode patch) {
    for (var member : patch.properties()) {
      var name = member.getKey();
      if (member.getValue().isNull()) {
        target.remove(name);
      } else if (member.getValue() instanceof ObjectNode nested) {
        mergeInto(target, name, nested);
      } else {
        target.set(name, member.getValue());
      }
    }
  }

  private static void mergeInto(ObjectNode target, String name, ObjectNode patch) {
    if (!(target.get(name) instanceof ObjectNode)) {
      target.putObject(name);
    }
    merge((ObjectNode) target.get(name), patch);
  }
}
