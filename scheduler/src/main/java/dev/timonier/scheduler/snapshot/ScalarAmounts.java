package dev.timonier.scheduler.snapshot;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;

/// Whole amounts of the resources that few pods ask for: extended resources (`example.com/gpu`),
/// huge pages, attachable volumes. Names that were never mentioned have amount zero.
public final class ScalarAmounts {
  public static final ScalarAmounts NONE = new ScalarAmounts(new String[0], new long[0]);

  // Both in the order of the names; never changed.
  private final String[] names;
  private final long[] amounts;

  private ScalarAmounts(String[] names, long[] amounts) {
    this.names = names;
    this.amounts = amounts;
  }

  public static ScalarAmounts of(Map<String, Long> amounts) {
    if (amounts.isEmpty()) {
      return NONE;
    }
    var sorted = new TreeMap<>(amounts);
    return new ScalarAmounts(
        sorted.keySet().toArray(String[]::new),
        sorted.values().stream().mapToLong(Long::longValue).toArray());
  }

  public boolean isEmpty() {
    return names.length == 0;
  }

  public List<String> names() {
    return List.of(names);
  }

  /// How many names were mentioned.
  public int size() {
    return names.length;
  }

  public String name(int index) {
    return names[index];
  }

  public long amount(int index) {
    return amounts[index];
  }

  public long amount(String name) {
    for (var i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return amounts[i];
      }
    }
    return 0;
  }

  public ScalarAmounts plus(ScalarAmounts other) {
    return other.isEmpty() ? this : combined(other, Long::sum);
  }

  public ScalarAmounts minus(ScalarAmounts other) {
    return other.isEmpty() ? this : combined(other, (a, b) -> a - b);
  }

  ScalarAmounts without(Set<String> gone) {
    var rest = asMap();
    rest.keySet().removeAll(gone);
    return of(rest);
  }

  private ScalarAmounts combined(ScalarAmounts other, LongBinaryOperator operator) {
    var result = new TreeMap<String, Long>(asMap());
    for (var i = 0; i < other.names.length; i++) {
      var before = result.getOrDefault(other.names[i], 0L);
      result.put(other.names[i], operator.applyAsLong(before, other.amounts[i]));
    }
    return of(result);
  }

  private SortedMap<String, Long> asMap() {
    var map = new TreeMap<String, Long>();
    for (var i = 0; i < names.length; i++) {
      map.put(names[i], amounts[i]);
    }
    return map;
  }

  /// Equal when every name has the same amount, mentioned or not.
  @Override
  public boolean equals(Object other) {
    return other instanceof ScalarAmounts that && covers(that) && that.covers(this);
  }

  private boolean covers(ScalarAmounts other) {
    return other.names().stream().allMatch(name -> amount(name) == other.amount(name));
  }

  @Override
  public int hashCode() {
    return (int) Arrays.stream(amounts).sum();
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}
