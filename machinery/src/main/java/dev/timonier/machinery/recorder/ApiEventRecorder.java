package dev.timonier.machinery.recorder;

import dev.timonier.machinery.recorder.RecentEvents.Written;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes Events through the API, as client-go's recorder does: a repeated event raises the count
/// of the first one; from the tenth similar one within ten minutes on, they are combined; an object
/// that has too many is cut off for a while.
public final class ApiEventRecorder implements EventRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(ApiEventRecorder.class);
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final int MOST_MESSAGE_LENGTH = 1024;
  private static final String COMBINED = "(combined from similar events): ";

  private final KubernetesClient client;
  private final EventSource source;
  private final Time time;
  private final Executor executor;
  private final ReentrantLock lock = new ReentrantLock();
  private final RecentEvents recent; // guarded by lock
  private long lastName; // guarded by lock

  /// @param executor runs one task for each event
  public ApiEventRecorder(
      KubernetesClient client, EventSource source, Time time, Executor executor) {
    this.client = client;
    this.source = source;
    this.time = time;
    this.executor = executor;
    this.recent = new RecentEvents(time);
  }

  @Override
  public void record(ObjectReference regarding, EventType type, String reason, String message) {
    var key = EventKey.of(regarding, type, reason, shortened(message));
    try {
      executor.execute(() -> write(regarding, key));
    } catch (RuntimeException e) {
      LOG.debug("event {} of {} was dropped", reason, regarding.getName(), e);
    }
  }

  /// One event is written at a time, so that counts are right.
  private void write(ObjectReference regarding, EventKey key) {
    lock.lock();
    try {
      if (recent.permits(key)) {
        writeCounted(regarding, key);
      }
    } catch (KubernetesClientException e) {
      LOG.debug("event {} of {} was not written", key.reason(), regarding.getName(), e);
    } finally {
      lock.unlock();
    }
  }

  private void writeCounted(ObjectReference regarding, EventKey key) {
    var combined = recent.isOneOfMany(key);
    var identity = combined ? key.similar() : key;
    var message = combined ? COMBINED + key.message() : key.message();
    var now = time.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    var next = event(regarding, key).withMessage(message).withLastTimestamp(now);
    var present = recent.find(identity);
    var written = present.isPresent() ? again(present.get(), next) : create(1, now, next);
    recent.remember(identity, written);
  }

  private EventBuilder event(ObjectReference regarding, EventKey key) {
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(Objects.requireNonNullElse(regarding.getNamespace(), "default"))
        .endMetadata()
        .withInvolvedObject(regarding)
        .withType(key.type().name())
        .withReason(key.reason())
        .withNewSource(source.component(), source.host().isEmpty() ? null : source.host())
        .withReportingComponent(source.component())
        .withReportingInstance(source.host());
  }

  /// By a patch: who may write events may not read them, as the client does for an update.
  private Written again(Written present, EventBuilder next) {
    var count = present.count() + 1;
    var patch =
        Map.of(
            "count", count,
            "message", next.getMessage(),
            "lastTimestamp", next.getLastTimestamp());
    try {
      var named = next.editMetadata().withName(present.name()).endMetadata().build();
      var _ =
          client.resource(named).patch(MERGE, client.getKubernetesSerialization().asJson(patch));
      return new Written(present.name(), count, present.firstTimestamp());
    } catch (KubernetesClientException e) {
      if (e.getCode() != 404) {
        throw e;
      }
      return create(count, present.firstTimestamp(), next);
    }
  }

  private Written create(int count, String firstTimestamp, EventBuilder next) {
    var name = next.buildInvolvedObject().getName() + "." + Long.toHexString(nextName());
    var event =
        next.withCount(count)
            .withFirstTimestamp(firstTimestamp)
            .editMetadata()
            .withName(name)
            .endMetadata()
            .build();
    var _ = client.resource(event).create();
    return new Written(name, count, firstTimestamp);
  }

  /// The time in nanoseconds, or a little later where that was used already.
  private long nextName() {
    var now = time.instant();
    var nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    lastName = Math.max(nanos, lastName + 1);
    return lastName;
  }

  private static String shortened(String message) {
    return message.length() <= MOST_MESSAGE_LENGTH
        ? message
        : message.substring(0, MOST_MESSAGE_LENGTH - 3) + "...";
  }
}
