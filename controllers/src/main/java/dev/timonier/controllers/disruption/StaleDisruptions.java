package dev.timonier.controllers.disruption;

import dev.timonier.controllers.runtime.Disruption;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Outcome.After;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.controllers.runtime.Times;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Takes back the announcement of a disruption after which the pod was not deleted.
record StaleDisruptions(KubernetesClient client, Store<Pod> pods, Time time)
    implements Reconciler<NamespacedName> {
  private static final Duration LIFETIME = Duration.ofMinutes(2);

  @Override
  public Outcome reconcile(NamespacedName key) {
    return pods.get(key)
        .flatMap(pod -> announced(pod).map(since -> reconcile(pod, since)))
        .orElse(Outcome.DONE);
  }

  static Optional<Instant> announced(Pod pod) {
    return Pods.condition(pod, Disruption.CONDITION)
        .filter(condition -> condition.getStatus().equals("True") && isAlive(pod))
        .map(PodCondition::getLastTransitionTime)
        .flatMap(Times::parse);
  }

  private static boolean isAlive(Pod pod) {
    return !Owners.terminates(pod) && !Pods.finished(pod);
  }

  private Outcome reconcile(Pod pod, Instant since) {
    var left = Duration.between(time.instant(), since.plus(LIFETIME));
    if (left.isPositive()) {
      return new After(left);
    }
    client
        .resource(
            new PodBuilder(pod)
                .editStatus()
                .editMatchingCondition(c -> c.getType().equals(Disruption.CONDITION))
                .withStatus("False")
                .withLastTransitionTime(Times.shown(time.instant()))
                .endCondition()
                .endStatus()
                .build())
        .updateStatus();
    return Outcome.DONE;
  }
}
