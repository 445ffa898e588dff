package dev.timonier.storage.metric;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Counts how often something was how large, in buckets. Safe for use by many threads; who reads
/// while others record may miss what they record.
///
/// For example, with bounds 1 and 2: 0.5 and 1 are in the first bucket, 2 is in the second, and 3
/// in the last, which has no bound.
public final class Histogram {
  private static final double NANOS = 1e9; // of a second

  private final double[] bounds;
  private final AtomicLong[] counts;
  private final AtomicLong nanos = new AtomicLong(); // the part of the sum that was told in them
  private final DoubleAdder rest = new DoubleAdder();

  private Histogram(double[] bounds) {
    this.bounds = bounds;
    this.counts =
        IntStream.rangeClosed(0, bounds.length)
            .mapToObj(_ -> new AtomicLong())
            .toArray(AtomicLong[]::new);
  }

  /// Each bound is twice the one before.
  public static Histogram doubling(double first, int count) {
    return new Histogram(DoubleStream.iterate(first, bound -> bound * 2).limit(count).toArray());
  }

  /// Of seconds.
  public static Histogram of(Stream<Duration> bounds) {
    return new Histogram(bounds.mapToDouble(Histogram::seconds).toArray());
  }

  /// @param bounds the largest value of each bucket but the last, from small to large
  public static Histogram of(double... bounds) {
    return new Histogram(bounds.clone());
  }

  public void record(double value) {
    counts[bucket(value)].incrementAndGet();
    rest.add(value);
  }

  /// Records how long something took, in seconds.
  ///
  /// @param since when it began, by [System#nanoTime]
  public void recordSince(long since) {
    recordNanos(System.nanoTime() - since);
  }

  /// Records how long something took, in seconds.
  ///
  /// @param took in nanoseconds
  public void recordNanos(long took) {
    counts[bucket(took / NANOS)].incrementAndGet();
    nanos.addAndGet(took);
  }

  /// Forgets all values.
  public void reset() {
    Arrays.stream(counts).forEach(count -> count.set(0));
    nanos.set(0);
    rest.reset();
  }

  /// The largest values of all buckets but the last.
  public double[] bounds() {
    return bounds.clone();
  }

  /// How many values each bucket has, the last one included.
  public long[] counts() {
    return Arrays.stream(counts).mapToLong(AtomicLong::get).toArray();
  }

  /// How many values there were.
  public long count() {
    return Arrays.stream(counts()).sum();
  }

  /// The sum of all values.
  public double sum() {
    return rest.sum() + nanos.get() / NANOS;
  }

  /// Most values are small.
  private int bucket(double value) {
    if (value <= bounds[0]) {
      return 0;
    }
    var found = Arrays.binarySearch(bounds, value);
    return found < 0 ? -found - 1 : found;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS;
  }
}
