package dev.timonier.controllers.replicaset;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import dev.timonier.controllers.runtime.Pods;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/// Orders pods by how little is lost when they are deleted, those first of which least is lost
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#scaling-a-replicaset>):
/// without a node, pending, not ready, of low deletion cost, doubled up on a node, ready for a
/// short time, often restarted, young. Times count by their order of magnitude alone, and in the
/// end the uid decides, so that it is not always the newest that go.
final class DeletionOrder implements Comparator<Pod> {
  static final String COST = "controller.kubernetes.io/pod-deletion-cost";
  private static final List<String> PHASES = List.of("Pending", "Unknown", "Running");

  private final Instant now;
  private final Comparator<Pod> order;

  /// @param companions how many related pods are on the pod's node
  DeletionOrder(Instant now, ToIntFunction<Pod> companions) {
    this.now = now;
    this.order =
        comparing((Pod pod) -> Pods.node(pod).isPresent())
            .thenComparingInt(pod -> PHASES.indexOf(Pods.phase(pod)))
            .thenComparing(Pods::ready)
            .thenComparingInt(DeletionOrder::cost)
            .thenComparing(comparingInt(companions).reversed())
            .thenComparing(this::byReadiness)
            .thenComparing(comparingInt(DeletionOrder::restarts).reversed())
            .thenComparing(this::byAge)
            .thenComparing(DeletionOrder::uid);
  }

  @Override
  public int compare(Pod one, Pod other) {
    return order.compare(one, other);
  }

  static String node(Pod pod) {
    return Pods.node(pod).orElse("");
  }

  private static int cost(Pod pod) {
    var text =
        Objects.requireNonNullElse(pod.getMetadata().getAnnotations(), Map.<String, String>of());
    try {
      return Integer.parseInt(text.getOrDefault(COST, "0"));
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private int byReadiness(Pod one, Pod other) {
    return Pods.ready(one) ? bySince(Pods.readySince(one), Pods.readySince(other)) : 0;
  }

  private int byAge(Pod one, Pod other) {
    return bySince(created(one), created(other));
  }

  private static Optional<Instant> created(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getCreationTimestamp()).map(Instant::parse);
  }

  /// An unknown time counts as the latest.
  private int bySince(Optional<Instant> since, Optional<Instant> otherSince) {
    return Integer.compare(magnitude(since), magnitude(otherSince));
  }

  private int magnitude(Optional<Instant> since) {
    var nanos = since.map(instant -> Duration.between(instant, now).toNanos()).orElse(-1L);
    return nanos > 0 ? 63 - Long.numberOfLeadingZeros(nanos) : -1;
  }

  private static String uid(Pod pod) {
    return Objects.requireNonNullElse(pod.getMetadata().getUid(), "");
  }

  private static int restarts(Pod pod) {
    return Stream.concat(Pods.containers(pod).stream(), Pods.initContainers(pod).stream())
        .mapToInt(DeletionOrder::count)
        .max()
        .orElse(0);
  }

  private static int count(ContainerStatus status) {
    return Objects.requireNonNullElse(status.getRestartCount(), 0);
  }
}
