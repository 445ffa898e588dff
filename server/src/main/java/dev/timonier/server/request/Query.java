package dev.timonier.server.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The parameters of a URL.
public final class Query {
  public static final Query EMPTY = new Query(Map.of(), "");

  private final Map<String, List<String>> values;
  private final String raw;

  private Query(Map<String, List<String>> values, String raw) {
    this.values = values;
    this.raw = raw;
  }

  /// Reads what follows the question mark. Parts that are not well-formed are left out.
  public static Query parse(String text) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    var values = new LinkedHashMap<String, List<String>>();
    for (var part : text.split("&", -1)) {
      if (!part.isEmpty() && part.indexOf(';') < 0) {
        add(values, part);
      }
    }
    return new Query(values, text);
  }

  private static void add(Map<String, List<String>> values, String part) {
    var equals = part.indexOf('=');
    var name = equals < 0 ? part : part.substring(0, equals);
    var value = equals < 0 ? "" : part.substring(equals + 1);
    var decodedName = Percent.decodeForm(name);
    var decodedValue = Percent.decodeForm(value);
    if (decodedName.isPresent() && decodedValue.isPresent()) {
      values.computeIfAbsent(decodedName.get(), _ -> new ArrayList<>(1)).add(decodedValue.get());
    }
  }

  /// As it came, with what is not well-formed; without the question mark.
  public String raw() {
    return raw;
  }

  public Optional<String> first(String name) {
    var found = all(name);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
  }

  /// The first value; empty when there is none.
  public String text(String name) {
    return first(name).orElse("");
  }

  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  public Set<String> names() {
    return values.keySet();
  }

  /// Whether a flag is set: Kubernetes takes any word but `0` and `false` for yes.
  public boolean isSet(String name) {
    return first(name).map(Query::isTrue).orElse(false);
  }

  private static boolean isTrue(String text) {
    return !text.equals("0") && !text.equalsIgnoreCase("false");
  }
}
