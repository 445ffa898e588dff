package dev.timonier.controllers.runtime;

import dev.timonier.controllers.runtime.Outcome.After;
import dev.timonier.controllers.runtime.Outcome.Done;
import dev.timonier.controllers.runtime.Outcome.Retry;
import dev.timonier.machinery.queue.WorkQueue;
import dev.timonier.machinery.status.Reason;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes keys from a queue and has them reconciled, by a fixed number of virtual threads.
public final class ControlLoop<K> implements Controller {
  private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);

  private final String name;
  private final WorkQueue<K> queue;
  private final Reconciler<K> reconciler;
  private final int workers;
  private final List<Thread> threads = new ArrayList<>(); // touched by who starts and closes

  public ControlLoop(String name, WorkQueue<K> queue, Reconciler<K> reconciler, int workers) {
    this.name = name;
    this.queue = queue;
    this.reconciler = reconciler;
    this.workers = workers;
  }

  @Override
  public void start() {
    for (var i = 0; i < workers; i++) {
      threads.add(Thread.ofVirtual().name(name + "-" + i).start(this::work));
    }
  }

  @Override
  public boolean idle() {
    return queue.idle();
  }

  @Override
  public void close() {
    queue.close();
    threads.forEach(Thread::interrupt);
    threads.clear();
  }

  private void work() {
    try {
      for (var key = queue.take(); key.isPresent(); key = queue.take()) {
        try {
          settle(key.get(), reconciled(key.get()));
        } finally {
          queue.done(key.get());
        }
      }
    } catch (InterruptedException _) {
      LOG.debug("{} stops", name);
    }
  }

  private Outcome reconciled(K key) throws InterruptedException {
    try {
      return reconciler.reconcile(key);
    } catch (KubernetesClientException e) {
      stopIfInterrupted();
      return failed(key, e, Rejection.of(e));
    } catch (RuntimeException e) {
      stopIfInterrupted();
      LOG.error("{} failed at {}", name, key, e);
      return new Retry(e.toString());
    }
  }

  /// That somebody else was faster, or that the object has gone, is everyday life and no news.
  private Outcome failed(K key, KubernetesClientException failure, Rejection refusal) {
    LOG.debug("{} failed at {}", name, key, failure);
    if (!refusal.is(Reason.Conflict) && !refusal.notFound()) {
      LOG.info("{} tries {} again: {}", name, key, reason(failure, refusal));
    }
    return new Retry(refusal.message());
  }

  /// A failure of the connection is told by what is at its root.
  private static String reason(KubernetesClientException failure, Rejection refusal) {
    return refusal.status().isPresent()
        ? refusal.message()
        : refusal.message() + " (" + rootOf(failure) + ")";
  }

  private static Throwable rootOf(Throwable failure) {
    var root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private void settle(K key, Outcome outcome) {
    switch (outcome) {
      case Done() -> queue.forget(key);
      case After(var delay) -> {
        queue.forget(key);
        queue.addAfter(key, delay);
      }
      case Retry(_) -> queue.addRateLimited(key);
    }
  }

  private static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
