package dev.timonier.e2e.benchmark;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Tells how long it takes until pods run, as a client that watches them sees it.
final class PhaseClock implements Watcher<Pod>, AutoCloseable {
  private final CountDownLatch missing;
  private final Set<String> running = new HashSet<>(); // of the watch's thread alone
  private final Watch watch;

  private PhaseClock(KubernetesClient client, int pods) {
    this.missing = new CountDownLatch(pods);
    this.watch = client.pods().inNamespace("default").watch(this);
  }

  /// The time from an action until that many pods of the default namespace run.
  static Duration until(KubernetesClient client, int pods, Runnable action) {
    try (var clock = new PhaseClock(client, pods)) {
      var begin = System.nanoTime();
      action.run();
      clock.await();
      return Duration.ofNanos(System.nanoTime() - begin);
    }
  }

  private void await() {
    try {
      if (!missing.await(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException(missing.getCount() + " pods do not run");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void eventReceived(Action action, Pod pod) {
    if (pod.getStatus().getPhase().equals("Running") && running.add(pod.getMetadata().getUid())) {
      missing.countDown();
    }
  }

  @Override
  public void onClose(WatcherException cause) {
    throw new IllegalStateException(cause);
  }

  @Override
  public void close() {
    watch.close();
  }
}
