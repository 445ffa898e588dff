package dev.timonier.server.authz.node;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who names what, found from both sides.
///
/// @param <T> what is named
final class Naming<T> {
  private final Map<String, Set<T>> named = new HashMap<>(); // by who names it
  private final Map<T, Set<String>> naming = new HashMap<>();

  void put(String who, Set<T> what) {
    remove(who);
    if (!what.isEmpty()) {
      named.put(who, Set.copyOf(what));
      what.forEach(one -> naming.computeIfAbsent(one, _ -> new HashSet<>(2)).add(who));
    }
  }

  void remove(String who) {
    var last = named.remove(who);
    if (last != null) {
      last.forEach(one -> naming.computeIfPresent(one, (_, others) -> without(others, who)));
    }
  }

  private static @Nullable Set<String> without(Set<String> others, String who) {
    others.remove(who);
    return others.isEmpty() ? null : others;
  }

  /// Those who name something.
  Set<String> of(T what) {
    return naming.getOrDefault(what, Set.of());
  }

  void clear() {
    named.clear();
    naming.clear();
  }
}
