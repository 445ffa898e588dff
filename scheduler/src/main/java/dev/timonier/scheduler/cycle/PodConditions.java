package dev.timonier.scheduler.cycle;

import dev.timonier.machinery.queue.Backoff;
import dev.timonier.machinery.queue.WorkQueue;
import dev.timonier.machinery.time.Time;
import dev.timonier.scheduler.snapshot.PodInfo;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes into pods that they could not be scheduled: the condition `PodScheduled`, and the node
/// that they are nominated to. Of several conditions for a pod only the newest is written, and only
/// while the pod is as it was when it was tried: a pod that was bound meanwhile is not touched.
public final class PodConditions implements AutoCloseable {
  static final String UNSCHEDULABLE = "Unschedulable";
  static final String SCHEDULER_ERROR = "SchedulerError";

  private static final Logger LOG = LoggerFactory.getLogger(PodConditions.class);
  private static final PatchContext STRATEGIC = PatchContext.of(PatchType.STRATEGIC_MERGE);
  private static final String TYPE = "PodScheduled";
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  /// @param nomination empty text for none; nothing where it stays as it is
  private record Wanted(Pod pod, String reason, String message, Optional<String> nomination) {
    Wanted in(Pod newest) {
      return new Wanted(newest, reason, message, nomination);
    }

    boolean isPresent() {
      return present(pod).filter(this::says).isPresent()
          && nomination.map(name -> name.equals(nominated(pod))).orElse(true);
    }

    private boolean says(PodCondition condition) {
      return "False".equals(condition.getStatus())
          && reason.equals(condition.getReason())
          && message.equals(condition.getMessage());
    }
  }

  private final KubernetesClient client;
  private final Time time;
  private final WorkQueue<String> queue;
  private final Map<String, Wanted> wanted = new ConcurrentHashMap<>();

  public PodConditions(KubernetesClient client, Time time) {
    this.client = client;
    this.time = time;
    this.queue =
        new WorkQueue<>(time, new Backoff<>(Duration.ofMillis(100), Duration.ofSeconds(10)));
  }

  /// Asks for a condition to be written, unless the pod has it already.
  void notScheduled(PodInfo pod, String reason, String message, Optional<String> nomination) {
    var next = new Wanted(pod.pod(), reason, message, nomination);
    if (next.isPresent()) {
      wanted.remove(pod.uid());
    } else {
      wanted.put(pod.uid(), next);
      queue.add(pod.uid());
    }
  }

  /// Nothing is to be written at present.
  public boolean idle() {
    return queue.idle();
  }

  @Override
  public void close() {
    queue.close();
  }

  /// Writes until this is closed.
  public void write() {
    try {
      for (var uid = queue.take(); uid.isPresent(); uid = queue.take()) {
        try {
          write(uid.get());
        } catch (RuntimeException e) {
          LOG.warn("the condition of pod {} could not be written", uid.get(), e);
          queue.addRateLimited(uid.get());
        } finally {
          queue.done(uid.get());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(String uid) {
    var next = wanted.get(uid);
    if (next == null) {
      return;
    }
    try {
      patch(next);
      forget(uid, next);
    } catch (KubernetesClientException e) {
      failed(uid, next, e);
    }
  }

  private void failed(String uid, Wanted next, KubernetesClientException failure) {
    switch (failure.getCode()) {
      case NOT_FOUND -> forget(uid, next);
      case CONFLICT -> refresh(uid, next);
      default -> {
        LOG.debug("the condition of pod {} could not be written", uid, failure);
        queue.addRateLimited(uid);
      }
    }
  }

  /// The pod changed meanwhile: if it still waits, the condition goes into its newest version.
  private void refresh(String uid, Wanted next) {
    var newest = client.resource(next.pod()).get();
    if (newest != null && stillWaits(newest, uid)) {
      wanted.replace(uid, next, next.in(newest));
      queue.addRateLimited(uid);
    } else {
      forget(uid, next);
    }
  }

  private static boolean stillWaits(Pod pod, String uid) {
    var node = pod.getSpec().getNodeName();
    return uid.equals(pod.getMetadata().getUid()) && (node == null || node.isEmpty());
  }

  private void forget(String uid, Wanted written) {
    wanted.remove(uid, written);
    queue.forget(uid);
  }

  private void patch(Wanted next) {
    var metadata = next.pod().getMetadata();
    var precondition = Map.of("uid", metadata.getUid(), "resourceVersion", version(next.pod()));
    var status = new HashMap<String, @Nullable Object>();
    status.put("conditions", List.of(condition(next)));
    next.nomination()
        .ifPresent(name -> status.put("nominatedNodeName", name.isEmpty() ? null : name));
    var patch = Map.of("metadata", precondition, "status", status);
    client
        .resource(next.pod())
        .subresource("status")
        .patch(STRATEGIC, client.getKubernetesSerialization().asJson(patch));
  }

  private PodCondition condition(Wanted next) {
    return new PodConditionBuilder()
        .withType(TYPE)
        .withStatus("False")
        .withReason(next.reason())
        .withMessage(next.message())
        .withLastTransitionTime(lastTransition(next.pod()))
        .withObservedGeneration(next.pod().getMetadata().getGeneration())
        .build();
  }

  /// A condition that was false before did not change.
  private String lastTransition(Pod pod) {
    return present(pod)
        .filter(condition -> "False".equals(condition.getStatus()))
        .map(PodCondition::getLastTransitionTime)
        .orElseGet(() -> time.instant().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static String nominated(Pod pod) {
    var name = pod.getStatus() == null ? null : pod.getStatus().getNominatedNodeName();
    return name == null ? "" : name;
  }

  private static Optional<PodCondition> present(Pod pod) {
    return Optional.ofNullable(pod.getStatus())
        .flatMap(
            status ->
                status.getConditions().stream()
                    .filter(condition -> TYPE.equals(condition.getType()))
                    .findFirst());
  }

  private static String version(Pod pod) {
    return String.valueOf(pod.getMetadata().getResourceVersion());
  }
}
