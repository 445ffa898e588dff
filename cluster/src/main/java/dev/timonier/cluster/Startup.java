package dev.timonier.cluster;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts parts one after the other, tells how long each took, and closes them in the opposite
/// order.
final class Startup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

  private final Progress progress;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>(); // guarded by this

  Startup(Progress progress) {
    this.progress = progress;
  }

  /// Starts something of several parts, of which none is left behind when one fails.
  static <T> T whole(Progress progress, Function<Startup, T> start) {
    var startup = new Startup(progress);
    try {
      return start.apply(startup);
    } catch (RuntimeException e) {
      startup.close();
      throw e;
    }
  }

  /// Starts a part that is to be closed at the end.
  ///
  /// @param detail what to tell of it
  <T extends AutoCloseable> T part(String step, Supplier<T> start, Function<T, String> detail) {
    var begin = System.nanoTime();
    var part = own(start.get());
    progress.done(step, detail.apply(part), Duration.ofNanos(System.nanoTime() - begin));
    return part;
  }

  /// Does something that leaves nothing to close.
  void step(String step, String detail, Runnable action) {
    var begin = System.nanoTime();
    action.run();
    progress.done(step, detail, Duration.ofNanos(System.nanoTime() - begin));
  }

  /// Takes a part that is to be closed at the end.
  synchronized <T extends AutoCloseable> T own(T part) {
    parts.push(part);
    return part;
  }

  /// Takes something that is to be done at the end.
  void atEnd(Runnable end) {
    own((AutoCloseable) end::run);
  }

  /// A part that does not close is logged; the others are closed all the same.
  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      var part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} did not close", part.getClass().getSimpleName(), e);
      }
    }
  }
}
