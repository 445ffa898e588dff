package dev.timonier.controllers.job;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.reverseOrder;

import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Times;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Which active pods go first when there are too many: those whose index is none of the Job's or is
/// another pod's too, then those that are least far: without a node, pending, not ready, ready for
/// a short time, often restarted, young.
final class RemovalOrder {
  private static final List<String> PHASES = List.of("Pending", "Unknown", "Running");

  private static final Comparator<Pod> LEAST_FAR =
      comparing((Pod pod) -> Pods.node(pod).isPresent())
          .thenComparingInt(pod -> PHASES.indexOf(Pods.phase(pod)))
          .thenComparing(Pods::ready)
          .thenComparing(pod -> Pods.readySince(pod).orElse(Instant.MAX), reverseOrder())
          .thenComparing(comparingInt(RemovalOrder::restarts).reversed())
          .thenComparing(RemovalOrder::created, reverseOrder());

  private RemovalOrder() {}

  /// The pods to remove.
  ///
  /// @param least how many have to go; it may be more
  static List<Pod> removed(JobView view, int least) {
    var sorted = view.active().stream().sorted(LEAST_FAR).toList();
    var removed = Jobs.indexed(view.job()) ? superfluous(view, sorted) : new ArrayList<Pod>();
    for (var pod : sorted) {
      if (removed.size() < least && !removed.contains(pod)) {
        removed.add(pod);
      }
    }
    return removed;
  }

  private static List<Pod> superfluous(JobView view, Collection<Pod> sorted) {
    var removed = new ArrayList<Pod>();
    var kept = new LinkedHashMap<Integer, Pod>();
    for (var pod : sorted) {
      var index = PodIndex.within(view.job(), pod);
      var loser = index.isEmpty() ? pod : kept.put(index.get(), pod);
      if (loser != null) {
        removed.add(loser);
      }
    }
    return removed;
  }

  private static Instant created(Pod pod) {
    return Times.parse(pod.getMetadata().getCreationTimestamp()).orElse(Instant.MAX);
  }

  private static int restarts(Pod pod) {
    return Stream.concat(Pods.containers(pod).stream(), Pods.initContainers(pod).stream())
        .mapToInt(status -> Objects.requireNonNullElse(status.getRestartCount(), 0))
        .max()
        .orElse(0);
  }
}
