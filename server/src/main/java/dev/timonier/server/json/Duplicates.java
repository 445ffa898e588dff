package dev.timonier.server.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;

/// The fields that objects of a text give more than once.
public final class Duplicates {
  private static final int MOST_TEXTS = 100;

  private final IdentityHashMap<ObjectNode, List<String>> fields = new IdentityHashMap<>(0);
  private final LinkedHashSet<String> texts = new LinkedHashSet<>(0);
  private int searches;

  void add(ObjectNode object, String field) {
    fields.computeIfAbsent(object, _ -> new ArrayList<>(1)).add(field);
  }

  /// Notes the place of a field's name in a text. The first hundred places are enough.
  void add(byte[] text, int place) {
    if (searches++ < MOST_TEXTS) {
      texts.add("duplicate field \"" + TextPath.to(text, place) + '"');
    }
  }

  /// What there is to say of the places.
  List<String> texts() {
    return List.copyOf(texts);
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
