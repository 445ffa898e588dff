package dev.timonier.machinery.informer;

import dev.timonier.machinery.informer.Change.Applied;
import dev.timonier.machinery.informer.Change.Bookmark;
import dev.timonier.machinery.informer.Change.Deleted;
import dev.timonier.machinery.informer.Change.Failed;
import dev.timonier.machinery.queue.Backoff;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a sink at the state of a resource: lists, watches from there on, watches again when the
/// watch ends, lists again when its history is gone; as client-go's reflector does. One virtual
/// thread, which waits for most of the time.
public final class Reflector<T extends HasMetadata> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reflector.class);
  private static final Duration WATCH = Duration.ofMinutes(5);
  private static final Duration GRACE = Duration.ofSeconds(30);
  // Gone, and the time-out that answers a revision which the server has not reached.
  private static final Set<Integer> UNUSABLE_REVISION = Set.of(410, 504);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final String ANY = "0";
  private static final String NEWEST = "";

  private final ListWatch<T> source;
  private final Sink<T> sink;
  private final Time time;
  private final Backoff<String> backoff =
      new Backoff<>(Duration.ofMillis(100), Duration.ofSeconds(30));
  private final Thread thread;
  private volatile String revision = ANY;
  private volatile boolean closed;

  public Reflector(ListWatch<T> source, Sink<T> sink, Time time) {
    this.source = source;
    this.sink = sink;
    this.time = time;
    this.thread = Thread.ofVirtual().name("reflector " + source).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /// The revision up to which the sink knows everything.
  public String revision() {
    return revision;
  }

  /// Stops it soon; from then on, timers may be gone.
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void run() {
    try {
      while (!closed) {
        follow();
        await(backoff.next(""));
      }
    } catch (InterruptedException _) {
      LOG.debug("no longer following {}", source);
    } catch (RejectedExecutionException e) {
      if (!closed) {
        throw e;
      }
    }
  }

  /// Lists, then watches as long as there is a history to go on from.
  private void follow() throws InterruptedException {
    try {
      list();
      while (watch()) {
        LOG.trace("watching {} again from {}", source, revision);
      }
    } catch (RuntimeException e) {
      stopIfClosed();
      LOG.info("listing {} failed: {}", source, e.toString());
      LOG.debug("listing {} failed", source, e);
    }
  }

  private void list() throws InterruptedException {
    try {
      var listing = source.list(revision);
      sink.replaced(listing.items());
      revision = listing.revision();
    } catch (KubernetesClientException e) {
      revision = UNUSABLE_REVISION.contains(e.getCode()) ? NEWEST : revision;
      throw e;
    }
  }

  /// Returns whether another watch can go on from where this one ended.
  private boolean watch() throws InterruptedException {
    var began = time.nanoTime();
    try (var watching = source.watch(revision, duration())) {
      drain(watching);
    } catch (KubernetesClientException e) {
      if (UNUSABLE_REVISION.contains(e.getCode())) {
        revision = NEWEST;
        return false;
      }
      LOG.debug("watching {} failed", source, e);
    } catch (IOException e) {
      LOG.debug("watching {} broke off", source, e);
    }
    stopIfClosed();
    pauseIfShort(began);
    return true;
  }

  private void drain(Watching<T> watching) throws IOException {
    var watchdog = time.after(duration().plus(GRACE), watching::close);
    try {
      for (var change = watching.next(); change.isPresent(); change = watching.next()) {
        take(change.get());
      }
    } finally {
      watchdog.cancel();
    }
  }

  private void take(Change<T> change) {
    switch (change) {
      case Applied<T>(var item) -> {
        sink.applied(item);
        revision = item.getMetadata().getResourceVersion();
      }
      case Deleted<T>(var item) -> {
        sink.deleted(item);
        revision = item.getMetadata().getResourceVersion();
      }
      case Bookmark<T>(var reached) -> revision = reached;
      case Failed<T>(var status) -> throw new KubernetesClientException(status);
    }
  }

  /// A watch that ends at once is a sign of trouble.
  private void pauseIfShort(long began) throws InterruptedException {
    if (time.nanoTime() - began < SHORT.toNanos()) {
      await(backoff.next(""));
    } else {
      backoff.forget("");
    }
  }

  /// Not all at the same moment.
  private Duration duration() {
    return WATCH.plusSeconds(Math.floorMod(source.toString().hashCode(), WATCH.toSeconds()));
  }

  private void await(Duration delay) throws InterruptedException {
    var due = new CountDownLatch(1);
    var timer = time.after(delay, due::countDown);
    try {
      due.await();
    } finally {
      timer.cancel();
    }
  }

  private void stopIfClosed() throws InterruptedException {
    if (closed) {
      throw new InterruptedException();
    }
  }
}
