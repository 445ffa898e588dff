package dev.timonier.server.protobuf;

import dev.timonier.server.schema.Field;
import dev.timonier.server.schema.ObjectType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// How a type lies in a protobuf message: by number, a field, or an embedded message whose fields
/// are fields of the same object.
final class Message {
  private static final Map<ObjectType, Message> KNOWN = new ConcurrentHashMap<>();

  /// What a number stands for.
  sealed interface Slot {
    int number();

    record Plain(int number, Field field) implements Slot {}

    record Embedded(int number, Message message) implements Slot {}
  }

  private final Map<Integer, Slot> byNumber = new HashMap<>();
  private final List<Slot> lastFirst;

  private Message(NavigableMap<Integer, Slot> slots) {
    byNumber.putAll(slots);
    lastFirst = List.copyOf(slots.descendingMap().values());
  }

  static Message of(ObjectType type) {
    var known = KNOWN.get(type);
    return known != null ? known : KNOWN.computeIfAbsent(type, t -> of(t.fields(), 0));
  }

  /// @param depth how many messages are around these fields
  private static Message of(Collection<Field> fields, int depth) {
    var slots = new TreeMap<Integer, Slot>();
    var embedded = new TreeMap<Integer, List<Field>>();
    for (var field : fields) {
      var number = field.wire().get(depth);
      if (number == 0) {
        continue;
      }
      if (field.wire().size() == depth + 1) {
        slots.put(number, new Slot.Plain(number, field));
      } else {
        embedded.computeIfAbsent(number, _ -> new ArrayList<>()).add(field);
      }
    }
    embedded.forEach(
        (number, inner) -> slots.put(number, new Slot.Embedded(number, of(inner, depth + 1))));
    return new Message(slots);
  }

  @Nullable Slot slot(int number) {
    return byNumber.get(number);
  }

  List<Slot> lastFirst() {
    return lastFirst;
  }
}
