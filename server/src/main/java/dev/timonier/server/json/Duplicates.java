package dev.timonier.server.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// The fields that objects of a text give more than once.
public final class Duplicates {
  private final IdentityHashMap<ObjectNode, List<String>> fields = new IdentityHashMap<>(0);

  void add(ObjectNode object, String field) {
    fields.computeIfAbsent(object, _ -> new ArrayList<>(1)).add(field);
  }

  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /// How often an object gives a field again.
  public int count(ObjectNode object, String field) {
    var repeated = fields.get(object);
    return repeated == null ? 0 : (int) repeated.stream().filter(field::equals).count();
  }
}
