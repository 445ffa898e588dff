package dev.timonier.server.admission.quota;

import dev.timonier.machinery.quantity.Amount;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Amounts of resources, by their names as quotas have them.
record Usage(Map<String, Amount> amounts) {
  static Usage none() {
    return new Usage(new TreeMap<>());
  }

  void add(String name, Amount amount) {
    amounts.merge(name, amount, Amount::plus);
  }

  Amount of(String name) {
    return amounts.getOrDefault(name, Amount.ZERO);
  }

  /// What is used more than before; nothing of what is used as much, or less.
  Usage moreThan(Usage before) {
    var more = none();
    amounts.forEach((name, amount) -> more.add(name, amount.minus(before.of(name))));
    return more.only(name -> more.of(name).signum() > 0);
  }

  Usage negated() {
    var negated = none();
    amounts.forEach((name, amount) -> negated.add(name, amount.negate()));
    return negated;
  }

  Usage only(Predicate<String> wanted) {
    var some = none();
    amounts.forEach(
        (name, amount) -> {
          if (wanted.test(name)) {
            some.add(name, amount);
          }
        });
    return some;
  }

  boolean isEmpty() {
    return amounts.isEmpty();
  }
}
