package dev.timonier.server.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import java.util.ArrayList;
import java.util.List;

/// Tolerations of two sources, of which those go that another covers
/// (<https://kubernetes.io/docs/concepts/containers/runtime-class/#scheduling>).
final class MergedTolerations {
  private final List<JsonNode> all = new ArrayList<>();
  private final List<JsonNode> merged = new ArrayList<>();

  private MergedTolerations(JsonNode first, JsonNode second) {
    first.forEach(all::add);
    second.forEach(all::add);
  }

  static List<JsonNode> of(JsonNode first, JsonNode second) {
    var tolerations = new MergedTolerations(first, second);
    for (var i = 0; i < tolerations.all.size(); i++) {
      tolerations.add(i);
    }
    return tolerations.merged;
  }

  /// Of equal ones the first stays.
  private void add(int index) {
    var toleration = all.get(index);
    var covered = merged.stream().anyMatch(other -> covers(other, toleration));
    var coveredLater =
        all.subList(index + 1, all.size()).stream()
            .anyMatch(other -> !other.equals(toleration) && covers(other, toleration));
    if (!covered && !coveredLater) {
      merged.add(toleration);
    }
  }

  private static boolean covers(JsonNode wide, JsonNode narrow) {
    return wide.equals(narrow)
        || (coversKey(wide, narrow)
            && coversEffect(wide, narrow)
            && coversTime(wide, narrow)
            && coversValue(wide, narrow));
  }

  /// Without a key, `Exists` matches every taint.
  private static boolean coversKey(JsonNode wide, JsonNode narrow) {
    return isSame("key", wide, narrow)
        || (Trees.text(wide, "key").isEmpty() && Trees.text(wide, "operator").equals("Exists"));
  }

  private static boolean coversEffect(JsonNode wide, JsonNode narrow) {
    return Trees.text(wide, "effect").isEmpty() || isSame("effect", wide, narrow);
  }

  private static boolean coversTime(JsonNode wide, JsonNode narrow) {
    if (!Trees.text(wide, "effect").equals("NoExecute") || !wide.has("tolerationSeconds")) {
      return true;
    }
    return narrow.has("tolerationSeconds")
        && narrow.path("tolerationSeconds").asLong() <= wide.path("tolerationSeconds").asLong();
  }

  private static boolean coversValue(JsonNode wide, JsonNode narrow) {
    return switch (Trees.text(wide, "operator")) {
      case "Exists" -> true;
      case "", "Equal" ->
          Trees.text(narrow, "operator").equals("Equal") && isSame("value", wide, narrow);
      default -> false;
    };
  }

  private static boolean isSame(String field, JsonNode one, JsonNode other) {
    return Trees.text(one, field).equals(Trees.text(other, field));
  }
}
