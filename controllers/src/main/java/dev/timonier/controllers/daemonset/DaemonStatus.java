package dev.timonier.controllers.daemonset;

import dev.timonier.controllers.runtime.Numbers;
import dev.timonier.controllers.runtime.Pods;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatusBuilder;
import java.util.List;
import java.util.function.Predicate;

/// Counts a DaemonSet's nodes; pure. A node with several pods counts by the oldest.
final class DaemonStatus {
  private DaemonStatus() {}

  static DaemonSetStatus of(DaemonView view, int collisions) {
    var suited = view.suited();
    var available = count(view, suited, view::isAvailable);
    var occupied = count(view, List.copyOf(view.nodes().keySet()), _ -> true);
    var scheduled = count(view, suited, _ -> true);
    return new DaemonSetStatusBuilder()
        .withObservedGeneration(view.set().getMetadata().getGeneration())
        .withConditions(DaemonSets.status(view.set()).getConditions())
        .withDesiredNumberScheduled(suited.size())
        .withCurrentNumberScheduled(scheduled)
        .withNumberMisscheduled(occupied - scheduled)
        .withNumberReady(count(view, suited, Pods::ready))
        .withUpdatedNumberScheduled(Numbers.shown(count(view, suited, view::isUpdated)))
        .withNumberAvailable(Numbers.shown(available))
        .withNumberUnavailable(Numbers.shown(suited.size() - available))
        .withCollisionCount(Numbers.shown(collisions))
        .build();
  }

  private static int count(DaemonView view, List<Node> nodes, Predicate<Pod> which) {
    return (int)
        nodes.stream().flatMap(node -> view.on(node).stream().limit(1)).filter(which).count();
  }
}
