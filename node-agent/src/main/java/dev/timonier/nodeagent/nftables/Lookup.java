package dev.timonier.nodeagent.nftables;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A set or a map that rules look things up in.
///
/// @param declaration such as `type ipv4_addr;`
/// @param elements their keys and, of a map, values; those that packets add are not among them
public record Lookup(Kind kind, String declaration, SortedMap<String, String> elements) {
  /// What kind of lookup it is.
  public enum Kind {
    SET("set"),
    MAP("map");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  public Lookup {
    elements = Collections.unmodifiableSortedMap(new TreeMap<>(elements));
  }

  /// Whether both are the same but for their elements.
  boolean isLike(Lookup other) {
    return kind == other.kind && declaration.equals(other.declaration);
  }

  /// An element, as it is written where it is added.
  static String element(Map.Entry<String, String> entry) {
    return entry.getValue().isEmpty() ? entry.getKey() : entry.getKey() + " : " + entry.getValue();
  }
}
