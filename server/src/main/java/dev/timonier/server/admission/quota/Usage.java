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

  /// What is used more than before.
  Usage since(Usage before) {
    var more = none();
    amounts.forEach((name, amount) -> more.add(name, amount.minus(before.of(name))));
    before.amounts.keySet().stream()
        .filter(name -> !amounts.containsKey(name))
        .forEach(name -> more.add(name, before.of(name).negate()));
    return more;
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

  boolean isRaised() {
    return amounts.values().stream().anyMatch(amount -> amount.signum() > 0);
  }

  boolean isEmpty() {
    return amounts.isEmpty();
  }
}
