package dev.timonier.machinery.recorder;

import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes Events in the form of events.k8s.io, with an action and series, as client-go's newer
/// event broadcaster does: repeated events become a series, which is written when it begins and
/// when it ends. They are written as Events of the core group, which are the same objects.
public final class EventSeriesRecorder implements ActionRecorder, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventSeriesRecorder.class);
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;
  private final EventSource source;
  private final Time time;
  private final Executor executor;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock.
  private final EventSeriesCache recent = new EventSeriesCache();
  private boolean sweeping;
  private boolean closed;

  /// @param source the controller that reports, and its instance as host
  /// @param executor runs one task for each event; may refuse when there are too many
  public EventSeriesRecorder(
      KubernetesClient client, EventSource source, Time time, Executor executor) {
    this.client = client;
    this.source = source;
    this.time = time;
    this.executor = executor;
  }

  @Override
  public void record(
      ObjectReference regarding, EventType type, String reason, String action, String note) {
    record(new SeriesKey(regarding, Optional.empty(), type, reason, action), note);
  }

  @Override
  public void record(
      ObjectReference regarding,
      ObjectReference related,
      EventType type,
      String reason,
      String action,
      String note) {
    record(new SeriesKey(regarding, Optional.of(related), type, reason, action), note);
  }

  private void record(SeriesKey key, String note) {
    try {
      executor.execute(() -> write(key, note));
    } catch (RuntimeException e) {
      LOG.debug("event {} of {} was dropped", key.reason(), key.regarding().getName(), e);
    }
  }

  /// Forgets all series; what was not written of them is lost.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private void write(SeriesKey key, String note) {
    lock.lock();
    try {
      var now = time.instant();
      if (recent.contains(key)) {
        recent.repeat(key, now).ifPresent(this::writeSeries);
      } else {
        recent.start(key, create(event(key, note)), now);
        sweepLater();
      }
    } catch (KubernetesClientException e) {
      LOG.debug("event {} of {} was not written", key.reason(), key.regarding().getName(), e);
    } finally {
      lock.unlock();
    }
  }

  private Event event(SeriesKey key, String note) {
    var now = time.instant();
    var nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(Objects.requireNonNullElse(key.regarding().getNamespace(), "default"))
        .withName(key.regarding().getName() + "." + Long.toHexString(nanos))
        .endMetadata()
        .withEventTime(EventSeriesCache.micros(now))
        .withReportingComponent(source.component())
        .withReportingInstance(source.host())
        .withAction(key.action())
        .withReason(key.reason())
        .withInvolvedObject(key.regarding())
        .withRelated(key.related().orElse(null))
        .withMessage(note)
        .withType(key.type().name())
        .build();
  }

  private Event create(Event event) {
    return client.resource(event).create();
  }

  private void writeSeries(Event event) {
    try {
      var patch = client.getKubernetesSerialization().asJson(Map.of("series", event.getSeries()));
      client.resource(event).patch(MERGE, patch);
    } catch (KubernetesClientException e) {
      if (e.getCode() != 404) {
        throw e;
      }
      create(event);
    }
  }

  private void sweepLater() {
    if (!sweeping && !closed) {
      sweeping = true;
      time.after(EventSeriesCache.FINISH, () -> executor.execute(this::sweep));
    }
  }

  private void sweep() {
    lock.lock();
    try {
      sweeping = false;
      recent.finish(time.instant()).forEach(this::writeSeries);
    } catch (KubernetesClientException e) {
      LOG.debug("the end of a series of events was not written", e);
    } finally {
      if (!recent.isEmpty()) {
        sweepLater();
      }
      lock.unlock();
    }
  }
}
