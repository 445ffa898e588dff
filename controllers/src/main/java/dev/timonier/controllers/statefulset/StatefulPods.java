package dev.timonier.controllers.statefulset;

import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import dev.timonier.machinery.status.Reason;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Objects;

/// Creates, mends and deletes the pods of StatefulSets and tells it in events of the set.
record StatefulPods(KubernetesClient client, EventRecorder events) {

  void create(StatefulSet set, Pod pod) {
    told("create", set, pod, () -> client.resource(pod).create());
  }

  void delete(StatefulSet set, Pod pod) {
    told(
        "delete",
        set,
        pod,
        () ->
            client
                .pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .delete());
  }

  /// Gives the pod back the labels that tell who it is.
  void mend(StatefulSet set, Pod pod) {
    var identity = StatefulPodMaker.identity(set, Ordinal.number(pod));
    var labels =
        Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.<String, String>of());
    if (!labels.entrySet().containsAll(identity.entrySet())) {
      var mended = new PodBuilder(pod).editMetadata().addToLabels(identity).endMetadata().build();
      told("update", set, pod, () -> client.resource(mended).update());
    }
  }

  /// A pod that has ended is about to be replaced.
  void tellRecreation(StatefulSet set, Pod pod) {
    var failed = "Failed".equals(pod.getStatus().getPhase());
    var name = set.getMetadata().getNamespace() + "/" + set.getMetadata().getName();
    events.record(
        set,
        failed ? EventType.Warning : EventType.Normal,
        failed ? "RecreatingFailedPod" : "RecreatingTerminatedPod",
        "StatefulSet %s is recreating %s Pod %s"
            .formatted(name, failed ? "failed" : "terminated", pod.getMetadata().getName()));
  }

  private void told(String verb, StatefulSet set, Pod pod, Runnable call) {
    var what =
        "%s Pod %s in StatefulSet %s "
            .formatted(verb, pod.getMetadata().getName(), set.getMetadata().getName());
    var reason = Character.toUpperCase(verb.charAt(0)) + verb.substring(1);
    try {
      call.run();
      events.record(set, EventType.Normal, "Successful" + reason, what + "successful");
    } catch (KubernetesClientException e) {
      var refusal = Rejection.of(e);
      if (!refusal.is(Reason.AlreadyExists) && !refusal.namespaceTerminates()) {
        events.record(
            set, EventType.Warning, "Failed" + reason, what + "failed error: " + refusal.message());
      }
      throw e;
    }
  }
}
