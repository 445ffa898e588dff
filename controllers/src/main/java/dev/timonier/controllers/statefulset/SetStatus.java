package dev.timonier.controllers.statefulset;

import dev.timonier.controllers.runtime.Numbers;
import dev.timonier.controllers.runtime.Owners;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Counts a StatefulSet's pods; pure.
final class SetStatus {
  private SetStatus() {}

  /// @param created pods that the view does not show yet
  /// @param deleted pods that the view shows as if they stayed
  static StatefulSetStatus of(SetView view, Collection<Pod> created, Collection<Pod> deleted) {
    var all = new ArrayList<>(view.pods());
    all.addAll(created);
    Predicate<Pod> stays = pod -> !Owners.terminates(pod) && !deleted.contains(pod);
    var status =
        new StatefulSetStatusBuilder()
            .withObservedGeneration(view.set().getMetadata().getGeneration())
            .withConditions(StatefulSets.status(view.set()).getConditions())
            .withReplicas(all.size())
            .withReadyReplicas(count(all, view::isReady))
            .withAvailableReplicas((int) all.stream().filter(view::isAvailable).count())
            .withCurrentReplicas(count(all, stays.and(view::isCurrent)))
            .withUpdatedReplicas(count(all, stays.and(view::isUpdated)))
            .withCurrentRevision(view.current().getMetadata().getName())
            .withUpdateRevision(view.update().getMetadata().getName())
            .withCollisionCount(view.collisions())
            .build();
    return isUpdated(view, status) ? settled(status) : status;
  }

  private static @Nullable Integer count(Collection<Pod> pods, Predicate<Pod> which) {
    return Numbers.shown((int) pods.stream().filter(which).count());
  }

  private static boolean isUpdated(SetView view, StatefulSetStatus status) {
    var replicas = StatefulSets.replicas(view.set());
    return StatefulSets.updatesByItself(view.set())
        && status.getReplicas() == replicas
        && Numbers.orZero(status.getUpdatedReplicas()) == replicas
        && Numbers.orZero(status.getReadyReplicas()) == replicas;
  }

  /// The update is over: its revision is the current one.
  private static StatefulSetStatus settled(StatefulSetStatus status) {
    return new StatefulSetStatusBuilder(status)
        .withCurrentReplicas(status.getUpdatedReplicas())
        .withCurrentRevision(status.getUpdateRevision())
        .build();
  }
}
