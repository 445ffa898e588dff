package dev.timonier.server.resource.device;

import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.function.Consumer;
import java.util.function.Function;

/// Lists and maps of limited size. What is larger is not looked into.
final class Bounded {
  /// For what has no limit of its own.
  static final int ANY = Integer.MAX_VALUE;

  private Bounded() {}

  static void list(Subject list, int most, Consumer<Subject> rules) {
    if (list.value().size() > most) {
      list.tooMany(most);
    } else {
      list.elements().forEach(rules);
    }
  }

  /// A list whose elements differ in something.
  static <K> void set(Subject list, int most, Function<Subject, K> key, Consumer<Subject> rules) {
    list(list, most, rules);
    if (list.value().size() > most) {
      return;
    }
    var keys = new HashSet<K>();
    for (var element : list.elements()) {
      var own = key.apply(element);
      if (!keys.add(own)) {
        element.duplicate(own instanceof String text ? Subject.quote(text) : String.valueOf(own));
      }
    }
  }

  /// What holds for a key of a map, whose faults are those of the map.
  @FunctionalInterface
  interface KeyRules {
    void check(Subject map, String key);
  }

  static void map(Subject map, int most, KeyRules keys, Consumer<Subject> values) {
    if (map.value().size() > most) {
      map.tooMany(most);
      return;
    }
    for (var key : map.keys()) {
      keys.check(map, key);
      values.accept(map.atKey(key));
    }
  }
}
