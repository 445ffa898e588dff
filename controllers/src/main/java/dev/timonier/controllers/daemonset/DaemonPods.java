package dev.timonier.controllers.daemonset;

import static java.util.stream.Collectors.toSet;

import dev.timonier.controllers.runtime.Expectations;
import dev.timonier.controllers.runtime.PodControl;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.controllers.runtime.SlowStart;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Creates and deletes the pods of DaemonSets.
record DaemonPods(
    PodControl control,
    EventRecorder events,
    Expectations<NamespacedName> expectations,
    FailedPods failures) {
  /// No more than this in one go.
  private static final int MOST_AT_ONCE = 250;

  static final Done NOTHING_DONE = new Done(Optional.empty(), Optional.empty());

  /// What came of a plan.
  ///
  /// @param failure the first refusal
  /// @param pause until a failed pod may be replaced
  record Done(Optional<KubernetesClientException> failure, Optional<Duration> pause) {}

  Done carryOut(DaemonView view, DaemonPlan plan) throws InterruptedException {
    var key = NamespacedName.of(view.set());
    var pauses = pauses(view, plan);
    var nodes = plan.create().stream().limit(MOST_AT_ONCE).toList();
    var doomed =
        plan.delete().stream().filter(pod -> !pauses.containsKey(pod)).limit(MOST_AT_ONCE).toList();
    expectations.expect(
        key, nodes.size(), doomed.stream().map(pod -> pod.getMetadata().getUid()).collect(toSet()));
    plan.ended().stream().filter(doomed::contains).forEach(pod -> tellEnd(view, pod));
    var refused = create(view, key, nodes);
    var kept = delete(view, key, doomed);
    return new Done(refused.or(() -> kept), pauses.values().stream().min(Duration::compareTo));
  }

  /// The ended pods that have to wait.
  private Map<Pod, Duration> pauses(DaemonView view, DaemonPlan plan) {
    var pauses = new HashMap<Pod, Duration>();
    for (var pod : plan.ended()) {
      failures
          .pause(view.set().getMetadata().getUid(), Pods.node(pod).orElse(""))
          .ifPresent(pause -> pauses.put(pod, pause));
    }
    return pauses;
  }

  private void tellEnd(DaemonView view, Pod pod) {
    var where = "%s on node %s".formatted(NamespacedName.of(pod), Pods.node(pod).orElse(""));
    if (Pods.failed(pod)) {
      var message = "Found failed daemon pod " + where + ", will try to kill it";
      events.record(view.set(), EventType.Warning, "FailedDaemonPod", message);
    } else {
      var message = "Found succeeded daemon pod " + where + ", will try to delete it";
      events.record(view.set(), EventType.Normal, "SucceededDaemonPod", message);
    }
  }

  private Optional<KubernetesClientException> create(
      DaemonView view, NamespacedName key, List<String> nodes) throws InterruptedException {
    var wanted = new ConcurrentLinkedQueue<>(nodes);
    var result =
        SlowStart.run(
            nodes.size(),
            () ->
                control.create(
                    DaemonPodMaker.make(view.set(), view.hash(), wanted.remove()), view.set()));
    for (var i = result.successes(); i < nodes.size(); i++) {
      expectations.created(key);
    }
    return result.failure().filter(e -> !Rejection.of(e).namespaceTerminates());
  }

  private Optional<KubernetesClientException> delete(
      DaemonView view, NamespacedName key, Collection<Pod> doomed) throws InterruptedException {
    return SlowStart.sideBySide(doomed, pod -> delete(view, key, pod)).failure();
  }

  private void delete(DaemonView view, NamespacedName key, Pod pod) {
    var uid = pod.getMetadata().getUid();
    try {
      if (!control.delete(pod, view.set())) {
        expectations.deleted(key, uid);
      }
    } catch (KubernetesClientException e) {
      expectations.deleted(key, uid);
      throw e;
    }
  }
}
