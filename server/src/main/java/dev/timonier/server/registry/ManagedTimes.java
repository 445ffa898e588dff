package dev.timonier.server.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.StoredObject;
import java.util.Arrays;

/// Keeps an object from changing in nothing but the times of its `managedFields`.
final class ManagedTimes {
  private ManagedTimes() {}

  /// Takes the times back if nothing else differs from what is stored.
  static void keepUnlessChanged(ApiObject next, ApiObject old, StoredObject stored) {
    if (next.metadata().managedFields() instanceof ArrayNode now
        && old.metadata().managedFields() instanceof ArrayNode before
        && differInTimesAlone(now, before)) {
      next.metadata().setManagedFields(before);
      if (!isStored(next, StoredObject.encode(next), stored)) {
        next.metadata().setManagedFields(now);
      }
    }
  }

  /// Whether an object is what is stored already, perhaps with its fields in another order.
  static boolean isStored(ApiObject object, byte[] bytes, StoredObject stored) {
    return Arrays.equals(bytes, stored.bytes())
        || (bytes.length == stored.bytes().length && object.root().equals(stored.read().root()));
  }

  private static boolean differInTimesAlone(ArrayNode now, ArrayNode before) {
    if (now.size() != before.size() || now.equals(before)) {
      return false;
    }
    for (var i = 0; i < now.size(); i++) {
      if (!timeless(now.get(i)).equals(timeless(before.get(i)))) {
        return false;
      }
    }
    return true;
  }

  private static JsonNode timeless(JsonNode entry) {
    var copy = entry.deepCopy();
    ((ObjectNode) copy).remove("time");
    return copy;
  }
}
