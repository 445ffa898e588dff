package dev.timonier.cluster.stream;

import dev.timonier.machinery.time.Time;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.memory.MemoryStore;
import dev.timonier.storage.metric.StoreMetrics;

/// Stores for tests.
final class Stores {
  private Stores() {}

  static MemoryStore memory(Time time) {
    return new MemoryStore(
        new StoreContext(
            time, (delay, task) -> time.after(delay, task)::cancel, new StoreMetrics()));
  }
}
