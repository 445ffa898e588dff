package dev.timonier.server.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// HTTP headers; names are the same in any case.
public final class Headers {
  private final NavigableMap<String, List<String>> values =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  public static Headers contentType(String type) {
    return new Headers().add("Content-Type", type);
  }

  public Headers add(String name, String value) {
    values.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
    return this;
  }

  public Headers set(String name, String value) {
    values.remove(name);
    return add(name, value);
  }

  public Optional<String> first(String name) {
    var found = all(name);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
  }

  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /// Whether the name of one begins with a text, in any case.
  public boolean anyBegins(String text) {
    var name = values.ceilingKey(text);
    return name != null && name.regionMatches(true, 0, text, 0, text.length());
  }

  /// The first value in lower case; empty when there is none.
  public String lower(String name) {
    return first(name).orElse("").toLowerCase(Locale.ROOT);
  }

  public Map<String, List<String>> asMap() {
    return values;
  }
}
