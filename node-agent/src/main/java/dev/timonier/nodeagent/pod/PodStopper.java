package dev.timonier.nodeagent.pod;

import dev.timonier.nodeagent.plan.PodObservation;
import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.spec.ContainerRole;
import dev.timonier.nodeagent.spec.PodContainer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Stops all containers of a pod. All run their preStop hooks at once; then the regular ones are
/// told to stop, and the sidecars after them in reverse order, as long as the grace period lasts.
final class PodStopper {
  private final InstantSource clock;
  private final Killer killer;

  PodStopper(InstantSource clock, Killer killer) {
    this.clock = clock;
    this.killer = killer;
  }

  /// Goes on stopping; the pod's turn after each end of a container calls it again.
  ///
  /// @param grace may be shorter than in the turn before; a longer one has no effect
  void stop(PodContext context, PodObservation observed, Duration grace, Turn turn) {
    var deadline = deadline(context, grace);
    var left = Duration.between(clock.instant(), deadline);
    for (var container : observed.running()) {
      killer.kill(context, container, order(context, container, left));
    }
    giveTurns(context, observed, left);
    if (left.isPositive()) {
      turn.after(left);
    }
  }

  private Instant deadline(PodContext context, Duration grace) {
    var fresh = clock.instant().plus(grace);
    var deadline = context.stopDeadline().filter(before -> before.isBefore(fresh)).orElse(fresh);
    context.stopBy(deadline);
    return deadline;
  }

  private static Killer.Order order(PodContext context, ContainerStatus container, Duration left) {
    return new Killer.Order(
        left.isNegative() ? Duration.ZERO : left,
        "Stopping container " + container.name(),
        isSidecar(context, container)
            ? new CompletableFuture<>()
            : CompletableFuture.completedFuture(null));
  }

  private static void giveTurns(PodContext context, PodObservation observed, Duration left) {
    var running = observed.running();
    var sidecars = running.stream().filter(c -> isSidecar(context, c)).toList();
    if (!left.isPositive()) {
      sidecars.forEach(container -> giveTurn(context, container));
    } else if (sidecars.size() == running.size()) {
      last(context, sidecars).forEach(container -> giveTurn(context, container));
    }
  }

  /// The sidecar that stands last in the specification.
  private static List<ContainerStatus> last(PodContext context, List<ContainerStatus> sidecars) {
    return PodContainer.initial(context.pod()).reversed().stream()
        .flatMap(spec -> sidecars.stream().filter(c -> c.name().equals(spec.name())))
        .limit(1)
        .toList();
  }

  private static void giveTurn(PodContext context, ContainerStatus container) {
    var task = context.kills().get(container.id());
    if (task != null) {
      task.turn().complete(null);
    }
  }

  private static boolean isSidecar(PodContext context, ContainerStatus container) {
    return PodContainer.find(context.pod(), container.name())
        .filter(spec -> spec.is(ContainerRole.SIDECAR))
        .isPresent();
  }
}
