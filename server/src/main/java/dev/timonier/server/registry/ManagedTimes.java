package dev.timonier.server.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.timonier.server.object.ApiObject;
import java.util.Iterator;

/// Keeps an object from changing in nothing but the times of its `managedFields`.
final class ManagedTimes {
  private ManagedTimes() {}

  /// Takes the times back if nothing else changes.
  static void keepUnlessChanged(ApiObject next, ApiObject old) {
    if (next.metadata().managedFields() instanceof ArrayNode now
        && old.metadata().managedFields() instanceof ArrayNode before
        && differInTimesAlone(now, before)) {
      next.metadata().setManagedFields(before);
      if (!areSame(next, old)) {
        next.metadata().setManagedFields(now);
      }
    }
  }

  /// Whether two objects are the same, perhaps with their fields in another order.
  static boolean areSame(ApiObject a, ApiObject b) {
    return a.root().equals(ManagedTimes::compare, b.root());
  }

  private static int compare(JsonNode a, JsonNode b) {
    return a.equals(b) || (a.isNumber() && b.isNumber() && a.asText().equals(b.asText())) ? 0 : 1;
  }

  private static boolean differInTimesAlone(ArrayNode now, ArrayNode before) {
    if (now.size() != before.size()) {
      return false;
    }
    for (var i = 0; i < now.size(); i++) {
      if (!areSameButForTime(now.get(i), before.get(i))) {
        return false;
      }
    }
    return !now.equals(before);
  }

  private static boolean areSameButForTime(JsonNode a, JsonNode b) {
    return sizeButForTime(a) == sizeButForTime(b) && haveSameMembers(a, b);
  }

  /// Who applied what was there already has no time.
  private static int sizeButForTime(JsonNode entry) {
    return entry.size() - (entry.has("time") ? 1 : 0);
  }

  private static boolean haveSameMembers(JsonNode a, JsonNode b) {
    for (Iterator<String> names = a.fieldNames(); names.hasNext(); ) {
      var name = names.next();
      if (!name.equals("time") && !a.get(name).equals(b.get(name))) {
        return false;
      }
    }
    return true;
  }
}
