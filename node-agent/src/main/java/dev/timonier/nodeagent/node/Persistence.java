package dev.timonier.nodeagent.node;

import dev.timonier.machinery.queue.Backoff;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries until the API server takes it.
public final class Persistence {
  private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);

  private final Time time;
  private final Backoff<String> backoff =
      new Backoff<>(Duration.ofMillis(100), Duration.ofSeconds(7));

  public Persistence(Time time) {
    this.time = time;
  }

  /// Returns when the action has succeeded.
  ///
  /// @param what it does, for the log
  public void attempt(String what, Runnable action) throws InterruptedException {
    while (!succeeds(what, action)) {
      var over = new CountDownLatch(1);
      time.after(backoff.next(what), over::countDown);
      over.await();
    }
  }

  private static boolean succeeds(String what, Runnable action) {
    try {
      action.run();
      return true;
    } catch (KubernetesClientException e) {
      LOG.warn("{} failed, trying again: {}", what, e.toString());
      return false;
    }
  }
}
