package dev.timonier.nodeagent.status;

import dev.timonier.machinery.queue.Backoff;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings pod statuses to the API: at once, one write at a time for each pod, the newest only, and
/// only when something has changed. Failures are tried again until they succeed or the pod is gone.
public final class StatusWriter {
  private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);
  private static final PatchContext STRATEGIC = PatchContext.of(PatchType.STRATEGIC_MERGE);
  private static final int UNPROCESSABLE = 422;

  private final KubernetesClient client;
  private final Time time;
  private final Executor executor;
  private final Consumer<String> settled;
  private final Backoff<String> backoff =
      new Backoff<>(Duration.ofMillis(100), Duration.ofSeconds(10));
  private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();

  /// @param executor runs a task for each pod with something to write
  /// @param settled is told a pod's uid when all that was published of it has been written
  public StatusWriter(
      KubernetesClient client, Time time, Executor executor, Consumer<String> settled) {
    this.client = client;
    this.time = time;
    this.executor = executor;
    this.settled = settled;
  }

  /// What is known of one pod.
  private static final class Entry {
    private Pod pod; // all guarded by this
    private PodStatus wanted;
    private PodStatus written;
    private long writtenVersion;
    private boolean busy;

    private Entry(Pod pod, PodStatus wanted) {
      this.pod = pod;
      this.wanted = wanted;
      this.written = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    }
  }

  private record Write(Pod pod, PodStatus wanted, Optional<String> patch) {}

  /// Takes a pod's status to write; the API's own is no news.
  public void publish(Pod pod, PodStatus status) {
    var uid = pod.getMetadata().getUid();
    var entry = entries.computeIfAbsent(uid, _ -> new Entry(pod, status));
    synchronized (entry) {
      entry.pod = pod;
      entry.wanted = status;
      if (status.equals(entry.written)) {
        return;
      }
    }
    kick(uid, entry);
  }

  /// Compares what the API has with what was published, and writes again what others changed.
  public void reconcile(Pod pod) {
    var entry = entries.get(pod.getMetadata().getUid());
    if (entry == null || pod.getStatus() == null) {
      return;
    }
    synchronized (entry) {
      if (version(pod) <= entry.writtenVersion || entry.busy) {
        return;
      }
      entry.pod = pod;
      entry.written = pod.getStatus();
    }
    kick(pod.getMetadata().getUid(), entry);
  }

  /// The status that was published last; it may not have been written yet.
  public Optional<PodStatus> latest(String uid) {
    return Optional.ofNullable(entries.get(uid)).map(StatusWriter::wanted);
  }

  /// Whether the API has all that was published.
  public boolean isSettled(String uid) {
    var entry = entries.get(uid);
    if (entry == null) {
      return true;
    }
    synchronized (entry) {
      return !entry.busy && entry.wanted.equals(entry.written);
    }
  }

  /// Forgets a pod.
  public void forget(String uid) {
    entries.remove(uid);
    backoff.forget(uid);
  }

  private static PodStatus wanted(Entry entry) {
    synchronized (entry) {
      return entry.wanted;
    }
  }

  private void kick(String uid, Entry entry) {
    synchronized (entry) {
      if (entry.busy) {
        return;
      }
      entry.busy = true;
    }
    executor.execute(() -> writeAll(uid, entry));
  }

  private void writeAll(String uid, Entry entry) {
    for (var next = next(uid, entry); next.isPresent(); next = next(uid, entry)) {
      if (!write(uid, entry, next.get())) {
        return;
      }
    }
    settled.accept(uid);
  }

  private static Optional<Write> next(String uid, Entry entry) {
    synchronized (entry) {
      var patch = StatusPatch.between(uid, entry.written, entry.wanted);
      if (patch.isEmpty()) {
        entry.written = entry.wanted;
        entry.busy = false;
        return Optional.empty();
      }
      return Optional.of(new Write(entry.pod, entry.wanted, patch));
    }
  }

  private boolean write(String uid, Entry entry, Write write) {
    try {
      var answer = patch(write);
      synchronized (entry) {
        entry.written = write.wanted();
        entry.writtenVersion = version(answer);
      }
      backoff.forget(uid);
      return true;
    } catch (KubernetesClientException e) {
      return failed(uid, entry, write, e);
    }
  }

  private Pod patch(Write write) {
    return client
        .resource(write.pod())
        .subresource("status")
        .patch(STRATEGIC, write.patch().orElseThrow());
  }

  /// Whether to go on at once.
  private boolean failed(String uid, Entry entry, Write write, KubernetesClientException failure) {
    if (isFinal(failure)) {
      LOG.debug("status of pod {} was not written", uid, failure);
      synchronized (entry) {
        entry.written = write.wanted();
      }
      return true;
    }
    var delay = backoff.next(uid);
    LOG.warn(
        "status of pod {} was not written, next try in {}: {}", uid, delay, failure.toString());
    time.after(delay, () -> executor.execute(() -> writeAll(uid, entry)));
    return false;
  }

  /// The pod is gone, is another one by now, or the API server will never take this status.
  private static boolean isFinal(KubernetesClientException failure) {
    return switch (failure.getCode()) {
      case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT, UNPROCESSABLE -> true;
      default -> false;
    };
  }

  private static long version(Pod pod) {
    var text = pod.getMetadata().getResourceVersion();
    try {
      return text == null ? 0 : Long.parseLong(text);
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
