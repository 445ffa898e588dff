package dev.timonier.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How much a pod asks for, which is more than what its containers add up to:
/// - Containers and sidecars (restartable init containers) run side by side: their requests add up.
/// - Init containers run one after another, each beside the sidecars before it: the pod needs at
///   least what the most demanding of these moments needs.
/// - Requests on the pod's own level (`spec.resources`) take the place of the sum.
/// - The overhead of the pod's runtime class comes on top.
/// - While a running pod is resized, it holds the larger one of what it has and what it wants.
///
/// Example: containers of 2 and 1 CPU with init containers of 2 and 4 CPU ask for 4 CPU; with an
/// init container of 1 CPU they ask for 3.
///
/// Source of the rules: <https://kubernetes.io/docs/concepts/workloads/pods/init-containers/> and
/// <https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/>, KEP-753, KEP-1287,
/// KEP-2837.
final class PodRequests {
  /// What a container without requests counts for when nodes are scored, so that such pods are
  /// spread as well.
  static final long DEFAULT_MILLI_CPU = 100;

  static final long DEFAULT_MEMORY = 200L * 1024 * 1024;

  /// What counts for a container that does not say.
  private record Defaults(long milliCpu, long memory) {
    static final Defaults NOTHING = new Defaults(0, 0);
  }

  /// Where a container's requests are read from.
  private interface Source {
    @Nullable Map<String, Quantity> requests(Container container, Optional<ContainerStatus> status);
  }

  private final Pod pod;
  private final PodStatus status;
  private final boolean resizeInfeasible;
  private final Map<String, Quantity> podLevel;

  PodRequests(Pod pod) {
    this.pod = pod;
    this.status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
    this.resizeInfeasible = PodLevelRequests.isResizeInfeasible(status);
    this.podLevel = PodLevelRequests.of(pod.getSpec(), status);
  }

  /// What the pod asks for.
  Resources requested() {
    return total(Defaults.NOTHING).toResources();
  }

  /// What the pod counts for when nodes are scored: as [#requested()], but no container counts for
  /// nothing.
  Resources nonZero(Resources requested) {
    var cpu = podLevel.isEmpty() || requested.milliCpu() == 0 ? DEFAULT_MILLI_CPU : 0;
    var memory = podLevel.isEmpty() || requested.memory() == 0 ? DEFAULT_MEMORY : 0;
    return total(new Defaults(cpu, memory)).toResources();
  }

  private Tally total(Defaults defaults) {
    var total = containers(defaults).replace(podLevel);
    var overhead = pod.getSpec().getOverhead();
    return overhead == null ? total : total.add(overhead);
  }

  private Tally containers(Defaults defaults) {
    if (Stream.concat(statuses(), initStatuses()).findAny().isEmpty()) {
      return aggregate(PodRequests::wanted, defaults);
    }
    var held = aggregate(this::actual, defaults).max(aggregate(this::allocated, defaults));
    return PodLevelRequests.isResizeInfeasible(status)
        ? held
        : held.max(aggregate(PodRequests::wanted, defaults));
  }

  private Tally aggregate(Source source, Defaults defaults) {
    var sum = new Tally();
    for (var container : pod.getSpec().getContainers()) {
      sum.add(one(container, source, defaults));
    }
    var sidecars = new Tally();
    var most = new Tally();
    for (var container : orNone(pod.getSpec().getInitContainers())) {
      var own = one(container, source, defaults);
      if (isSidecar(container)) {
        sum.add(own);
        most.max(sidecars.add(own));
      } else {
        most.max(own.add(sidecars));
      }
    }
    return sum.max(most);
  }

  private Tally one(Container container, Source source, Defaults defaults) {
    var requests = source.requests(container, status(container.getName()));
    var list = requests == null ? Map.<String, Quantity>of() : requests;
    return new Tally()
        .add(list)
        .addMilliCpu(list.containsKey(Resources.CPU) ? 0 : defaults.milliCpu())
        .addMemory(list.containsKey(Resources.MEMORY) ? 0 : defaults.memory());
  }

  private static @Nullable Map<String, Quantity> wanted(
      Container container, Optional<ContainerStatus> status) {
    return container.getResources() == null ? null : container.getResources().getRequests();
  }

  private @Nullable Map<String, Quantity> allocated(
      Container container, Optional<ContainerStatus> status) {
    var allocated = status.map(ContainerStatus::getAllocatedResources).filter(r -> !r.isEmpty());
    return allocated.orElseGet(() -> resizeInfeasible ? null : wanted(container, status));
  }

  private @Nullable Map<String, Quantity> actual(
      Container container, Optional<ContainerStatus> status) {
    var actual = status.flatMap(s -> Optional.ofNullable(s.getResources()));
    var requests = actual.map(r -> r.getRequests()).filter(r -> !r.isEmpty());
    return requests.orElseGet(() -> allocated(container, status));
  }

  private Optional<ContainerStatus> status(String name) {
    return Stream.concat(statuses(), initStatuses())
        .filter(s -> name.equals(s.getName()))
        .findFirst();
  }

  private Stream<ContainerStatus> statuses() {
    return orNone(status.getContainerStatuses()).stream();
  }

  private Stream<ContainerStatus> initStatuses() {
    return orNone(status.getInitContainerStatuses()).stream();
  }

  private static boolean isSidecar(Container container) {
    return "Always".equals(container.getRestartPolicy());
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
