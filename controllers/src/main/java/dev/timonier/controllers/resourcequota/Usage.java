package dev.timonier.controllers.resourcequota;

import dev.timonier.machinery.quantity.Amount;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/// Amounts of resources by name, as `{"pods": 2, "requests.cpu": 500m}`. Unchangeable.
record Usage(Map<String, Amount> amounts) {
  static final Usage NONE = new Usage(Map.of());

  static Usage of(String resource, long number) {
    return new Usage(Map.of(resource, Amount.of(number)));
  }

  static Usage of(Map<String, Quantity> quantities) {
    var amounts = new TreeMap<String, Amount>();
    quantities.forEach((name, quantity) -> amounts.put(name, Amount.of(quantity)));
    return new Usage(amounts);
  }

  Usage plus(Usage other) {
    var sum = new TreeMap<>(amounts);
    other.amounts.forEach((name, amount) -> sum.merge(name, amount, Amount::plus));
    return new Usage(sum);
  }

  /// Of each resource the larger amount.
  Usage max(Usage other) {
    var larger = new TreeMap<>(amounts);
    other.amounts.forEach((name, amount) -> larger.merge(name, amount, Amount::max));
    return new Usage(larger);
  }

  /// What is missing here is taken from there.
  Usage orElse(Usage other) {
    var all = new TreeMap<>(other.amounts);
    all.putAll(amounts);
    return new Usage(all);
  }

  /// The resources of these names; none of those that are missing.
  Usage only(Collection<String> names) {
    var some = new TreeMap<>(amounts);
    some.keySet().retainAll(names);
    return new Usage(some);
  }

  /// The resources of these names, of which the missing ones are zero.
  Usage exactly(Collection<String> names) {
    var all = new TreeMap<String, Amount>();
    names.forEach(name -> all.put(name, amounts.getOrDefault(name, Amount.ZERO)));
    return new Usage(all);
  }

  Map<String, Quantity> quantities() {
    var quantities = new TreeMap<String, Quantity>();
    amounts.forEach((name, amount) -> quantities.put(name, amount.toQuantity()));
    return quantities;
  }
}
