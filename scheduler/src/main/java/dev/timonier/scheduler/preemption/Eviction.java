package dev.timonier.scheduler.preemption;

import dev.timonier.machinery.recorder.ActionRecorder;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import dev.timonier.machinery.time.Time;
import dev.timonier.scheduler.runtime.WaitingPods;
import dev.timonier.scheduler.snapshot.PodInfo;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Asks a pod to go for the sake of another one, through the API: a condition says why, then the
/// pod is deleted, then an event tells of it.
public final class Eviction {
  /// The reason of the condition `DisruptionTarget`.
  public static final String BY_SCHEDULER = "PreemptionByScheduler";

  /// The condition of a pod that is about to be removed by no fault of its own.
  public static final String DISRUPTION_TARGET = "DisruptionTarget";

  private static final PatchContext STRATEGIC = PatchContext.of(PatchType.STRATEGIC_MERGE);
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final KubernetesClient client;
  private final WaitingPods waitingPods;
  private final Function<PodInfo, ActionRecorder> recorders;
  private final Time time;

  /// @param recorders the one that speaks for the scheduler that a pod asks for
  public Eviction(
      KubernetesClient client,
      WaitingPods waitingPods,
      Function<PodInfo, ActionRecorder> recorders,
      Time time) {
    this.client = client;
    this.waitingPods = waitingPods;
    this.recorders = recorders;
    this.time = time;
  }

  /// Asks a victim to go. One that is gone already, or is another pod by now, needs no asking; one
  /// that is only about to be bound is not bound.
  ///
  /// @throws KubernetesClientException when that failed
  void evict(PodInfo victim, PodInfo preemptor, String nodeName) {
    var waiting = waitingPods.find(victim.uid());
    if (waiting.isPresent()) {
      waiting.get().reject("DefaultPreemption", "preempted");
      tell(victim, preemptor, nodeName);
    } else if (removed(victim, preemptor)) {
      tell(victim, preemptor, nodeName);
    }
  }

  /// A waiting pod is no longer nominated to its node.
  ///
  /// @throws KubernetesClientException when that failed
  void withdrawNomination(PodInfo pod) {
    ifThere(() -> patch(pod, Collections.singletonMap("nominatedNodeName", null)));
  }

  private boolean removed(PodInfo victim, PodInfo preemptor) {
    return ifThere(
        () -> {
          patch(victim, Map.of("conditions", List.of(condition(victim, preemptor))));
          delete(victim);
        });
  }

  private static boolean ifThere(Runnable request) {
    try {
      request.run();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == NOT_FOUND || e.getCode() == CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  private PodCondition condition(PodInfo victim, PodInfo preemptor) {
    return new PodConditionBuilder()
        .withType(DISRUPTION_TARGET)
        .withStatus("True")
        .withReason(BY_SCHEDULER)
        .withMessage(
            preemptor.schedulerName() + ": preempting to accommodate a higher priority pod")
        .withLastTransitionTime(time.instant().truncatedTo(ChronoUnit.SECONDS).toString())
        .withObservedGeneration(victim.pod().getMetadata().getGeneration())
        .build();
  }

  private void patch(PodInfo pod, Map<String, ?> status) {
    var patch = Map.of("metadata", Map.of("uid", pod.uid()), "status", status);
    client
        .resource(pod.pod())
        .subresource("status")
        .patch(STRATEGIC, client.getKubernetesSerialization().asJson(patch));
  }

  private void delete(PodInfo pod) {
    var path = "/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name();
    var options =
        new DeleteOptionsBuilder()
            .withNewPreconditions()
            .withUid(pod.uid())
            .endPreconditions()
            .build();
    client.raw(path, "DELETE", options);
  }

  private void tell(PodInfo victim, PodInfo preemptor, String nodeName) {
    recorders
        .apply(preemptor)
        .record(
            EventRecorder.reference(victim.pod()),
            EventRecorder.reference(preemptor.pod()),
            EventType.Normal,
            "Preempted",
            "Preempting",
            "Preempted by pod " + preemptor.uid() + " on node " + nodeName);
  }
}
