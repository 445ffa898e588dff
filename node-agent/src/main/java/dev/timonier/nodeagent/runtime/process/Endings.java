package dev.timonier.nodeagent.runtime.process;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records how containers ended, each on a thread of its own: that takes the event loop, which
/// therefore must not wait for it.
final class Endings implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("container-end-", 0).factory());

  /// Begins to record; leaves it to the next agent when this one ends.
  void record(Container container) {
    try {
      threads.execute(container::recordEnd);
    } catch (RejectedExecutionException closed) {
      LOG.debug("container {} ended with its agent", container.id());
    }
  }

  /// Returns when everything that was begun is recorded, or was not for too long: then the next
  /// agent will. The event loop must still run.
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("ends of containers are not recorded yet");
      }
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }
}
