package dev.timonier.scheduler.snapshot;

import dev.timonier.machinery.quantity.QuantityReader;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;

/// Resources while they are added up. Owned by the thread that made it.
final class Tally {
  private long milliCpu;
  private long memory;
  private long ephemeralStorage;
  private long pods;
  private final Map<String, Long> scalars = new TreeMap<>();

  Tally add(Map<String, Quantity> list) {
    for (var entry : list.entrySet()) {
      count(entry.getKey(), entry.getValue(), Long::sum);
    }
    return this;
  }

  /// Takes the amounts of a list in place of those counted so far.
  Tally replace(Map<String, Quantity> list) {
    for (var entry : list.entrySet()) {
      count(entry.getKey(), entry.getValue(), (_, b) -> b);
    }
    return this;
  }

  Tally add(Tally other) {
    return merge(other, Long::sum);
  }

  /// Raises each amount to the other's where that is more.
  Tally max(Tally other) {
    return merge(other, Math::max);
  }

  Tally addMilliCpu(long amount) {
    milliCpu += amount;
    return this;
  }

  Tally addMemory(long bytes) {
    memory += bytes;
    return this;
  }

  Tally copy() {
    return new Tally().add(this);
  }

  Resources toResources() {
    return new Resources(milliCpu, memory, ephemeralStorage, pods, ScalarAmounts.of(scalars));
  }

  private void count(String name, Quantity quantity, LongBinaryOperator operator) {
    switch (name) {
      case Resources.CPU ->
          milliCpu = operator.applyAsLong(milliCpu, QuantityReader.milliValue(quantity));
      case Resources.MEMORY ->
          memory = operator.applyAsLong(memory, QuantityReader.value(quantity));
      case Resources.EPHEMERAL_STORAGE ->
          ephemeralStorage = operator.applyAsLong(ephemeralStorage, QuantityReader.value(quantity));
      case Resources.PODS -> pods = operator.applyAsLong(pods, QuantityReader.value(quantity));
      default -> countScalar(name, quantity, operator);
    }
  }

  private void countScalar(String name, Quantity quantity, LongBinaryOperator operator) {
    if (Resources.isScalar(name)) {
      scalars.merge(name, QuantityReader.value(quantity), operator::applyAsLong);
    }
  }

  private Tally merge(Tally other, LongBinaryOperator operator) {
    milliCpu = operator.applyAsLong(milliCpu, other.milliCpu);
    memory = operator.applyAsLong(memory, other.memory);
    ephemeralStorage = operator.applyAsLong(ephemeralStorage, other.ephemeralStorage);
    pods = operator.applyAsLong(pods, other.pods);
    other.scalars.forEach((name, n) -> scalars.merge(name, n, operator::applyAsLong));
    return this;
  }
}
