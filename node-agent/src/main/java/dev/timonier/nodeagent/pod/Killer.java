package dev.timonier.nodeagent.pod;

import dev.timonier.machinery.time.TimeLimit;
import dev.timonier.nodeagent.hook.HookFailure;
import dev.timonier.nodeagent.hook.Hooks;
import dev.timonier.nodeagent.plan.PodObservation;
import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.ContainerStatus.State;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import dev.timonier.nodeagent.spec.PodContainer;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stops containers beside the pod's turn: preStop hook, the container's turn, stop signal, SIGKILL
/// after the rest of the grace period. Wakes the pod when a container has ended.
final class Killer {
  private static final Logger LOG = LoggerFactory.getLogger(Killer.class);

  /// Between stop signal and SIGKILL, however short the grace period.
  private static final Duration LEAST = Duration.ofSeconds(2);

  private final PodServices services;

  Killer(PodServices services) {
    this.services = services;
  }

  /// How to stop a container.
  ///
  /// @param message for the event
  /// @param turn done when the container may be told to stop
  record Order(Duration grace, String message, CompletableFuture<Void> turn) {
    static Order now(Duration grace, String message) {
      return new Order(grace, message, CompletableFuture.completedFuture(null));
    }
  }

  /// Begins to stop a container; a shorter grace period takes effect on one that is being stopped.
  void kill(PodContext context, ContainerStatus container, Order order) {
    if (!mayRun(container)) {
      return;
    }
    var deadline = services.time().instant().plus(order.grace());
    var task = new KillTask(deadline, order.turn());
    var present = context.kills().putIfAbsent(container.id(), task);
    if (present == null) {
      services.executor().execute(() -> kill(context, container, task, order));
    } else if (deadline.isBefore(present.deadline())) {
      context.kills().put(container.id(), new KillTask(deadline, present.turn()));
      services.executor().execute(() -> stop(context, container.id(), order.grace()));
    }
  }

  /// Looks again: it may have ended since it was observed.
  private boolean mayRun(ContainerStatus container) {
    return services
        .runtime()
        .container(container.id())
        .filter(now -> !(now.state() instanceof State.Exited))
        .isPresent();
  }

  private void kill(PodContext context, ContainerStatus container, KillTask task, Order order) {
    try {
      announce(context.pod(), container, order.message());
      preStop(context, container, order.grace());
      task.turn().join();
      stop(context, container.id(), rest(task));
    } finally {
      context.kills().remove(container.id());
      context.wake();
    }
  }

  private Duration rest(KillTask task) {
    var left = Duration.between(services.time().instant(), task.deadline());
    return left.compareTo(LEAST) < 0 ? LEAST : left;
  }

  private void announce(Pod pod, ContainerStatus container, String message) {
    PodContainer.find(pod, container.name())
        .ifPresentOrElse(
            spec -> services.events().normal(pod, spec, "Killing", message),
            () -> services.events().normal(pod, "Killing", message));
  }

  private void preStop(PodContext context, ContainerStatus container, Duration grace) {
    var pod = context.pod();
    var spec = PodContainer.find(pod, container.name());
    var handler = spec.flatMap(Killer::preStopOf);
    if (handler.isEmpty() || grace.isZero()) {
      return;
    }
    var target = new Hooks.Target(pod, spec.get(), container.id(), address(context));
    try {
      TimeLimit.run(services.time(), grace, () -> services.hooks().run(target, handler.get()));
    } catch (TimeoutException e) {
      LOG.debug("preStop hook of {} took too long", container.name(), e);
    } catch (HookFailure e) {
      LOG.debug("preStop hook of {} failed", container.name(), e);
      services.events().warning(pod, spec.get(), "FailedPreStopHook", "PreStopHook failed");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<LifecycleHandler> preStopOf(PodContainer container) {
    return Optional.ofNullable(container.spec().getLifecycle()).map(Lifecycle::getPreStop);
  }

  private static String address(PodContext context) {
    PodObservation observed = context.inventory().observe();
    return observed
        .newestSandbox()
        .flatMap(sandbox -> sandbox.addresses().stream().findFirst())
        .orElse("");
  }

  private void stop(PodContext context, ContainerId container, Duration grace) {
    try {
      services.runtime().stopContainer(container, grace);
    } catch (RuntimeFailure e) {
      services
          .events()
          .warning(context.pod(), "FailedKillPod", "error killing pod: " + e.getMessage());
    }
  }
}
