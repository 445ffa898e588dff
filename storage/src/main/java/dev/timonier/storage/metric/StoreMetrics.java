package dev.timonier.storage.metric;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;

/// What the stores of a process tell of themselves. Empty until a store is opened; nothing is asked
/// before somebody reads it.
///
/// Stores count on their own, and know no library for metrics: to load one takes longer than to
/// open a store.
public final class StoreMetrics {
  private final List<Metric> metrics = new CopyOnWriteArrayList<>();
  private final List<DoubleSupplier> sizes = new CopyOnWriteArrayList<>();

  /// Those of the stores that are open.
  public List<Metric> all() {
    return List.copyOf(metrics);
  }

  /// How many bytes those of them have that are on a disk of this machine.
  public List<DoubleSupplier> sizes() {
    return List.copyOf(sizes);
  }

  void add(Metric metric) {
    metrics.add(metric);
  }

  void addSize(DoubleSupplier bytes) {
    sizes.add(bytes);
  }

  void removeAll(Collection<Metric> gone, Collection<DoubleSupplier> goneSizes) {
    metrics.removeAll(gone);
    sizes.removeAll(goneSizes);
  }
}
