package dev.timonier.server.watchcache;

import dev.timonier.storage.metric.Histogram;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// How long the store took for what it was asked for, of one resource.
public final class StoreRequests {
  /// Upper bounds in seconds.
  private static final double[] BOUNDS = {
    0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45,
    60
  };

  private final Map<StoreRequest, Figures> all = new ConcurrentHashMap<>();

  /// @param took in seconds, of all
  /// @param count of all
  /// @param failed how many were not answered
  public record Figures(Histogram took, LongAdder count, LongAdder failed) {
    private Figures() {
      this(Histogram.of(BOUNDS), new LongAdder(), new LongAdder());
    }
  }

  <T> T measure(StoreRequest request, Supplier<T> work) {
    var figures = all.computeIfAbsent(request, _ -> new Figures());
    figures.count.increment();
    var begin = System.nanoTime();
    try {
      return work.get();
    } catch (RuntimeException e) {
      figures.failed.increment();
      throw e;
    } finally {
      figures.took.recordSince(begin);
    }
  }

  /// Of what was asked for so far.
  public Map<StoreRequest, Figures> all() {
    return Map.copyOf(all);
  }
}
