package dev.timonier.nodeagent.pod;

import dev.timonier.machinery.time.GoDuration;
import dev.timonier.nodeagent.container.ContainerRequest;
import dev.timonier.nodeagent.container.StartFailure;
import dev.timonier.nodeagent.event.PodEvents;
import dev.timonier.nodeagent.hook.HookFailure;
import dev.timonier.nodeagent.hook.Hooks;
import dev.timonier.nodeagent.plan.Plan.Start;
import dev.timonier.nodeagent.plan.PodObservation;
import dev.timonier.nodeagent.pull.ImageOutcome;
import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.Image;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import dev.timonier.nodeagent.runtime.SandboxStatus;
import dev.timonier.nodeagent.spec.ContainerRole;
import dev.timonier.nodeagent.spec.GracePeriod;
import dev.timonier.nodeagent.spec.PodName;
import dev.timonier.nodeagent.status.StatusInput.Waiting;
import dev.timonier.nodeagent.volume.MountedVolumes;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts containers, in order: back-off, image, configuration, creation, start, postStart hook.
/// What takes long runs beside the pod's turn, and the containers after it wait for another turn.
final class Starter {
  private static final Logger LOG = LoggerFactory.getLogger(Starter.class);
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final PodServices services;
  private final PodEvents events;
  private final Killer killer;

  Starter(PodServices services, Killer killer) {
    this.services = services;
    this.events = services.events();
    this.killer = killer;
  }

  /// Where containers start.
  ///
  /// @param wakeAfter asks for another turn of the pod
  record Place(
      PodContext context,
      SandboxStatus sandbox,
      PodObservation observed,
      MountedVolumes volumes,
      Consumer<Duration> wakeAfter) {}

  private enum Result {
    STARTED,
    /// Later containers need not wait for it.
    NOT_NOW,
    /// Something runs beside that must end first.
    UNDER_WAY
  }

  /// Whether a container was started.
  boolean start(Place place, List<Start> starts) {
    var started = false;
    for (var start : starts) {
      var result = start(place, start);
      started |= result == Result.STARTED;
      if (holdsBack(place, start, result)) {
        return started;
      }
    }
    return started;
  }

  private static boolean holdsBack(Place place, Start start, Result result) {
    return switch (result) {
      case UNDER_WAY -> !start.container().is(ContainerRole.EPHEMERAL);
      case NOT_NOW -> start.container().is(ContainerRole.INIT);
      case STARTED -> !place.context().starting().isEmpty();
    };
  }

  private Result start(Place place, Start start) {
    var context = place.context();
    var name = start.container().name();
    if (isBeingKilled(place, name) || isHeld(place, name) || isPaused(place, start)) {
      return Result.NOT_NOW;
    }
    var outcome = services.images().ensure(context.pod(), start.container(), context::wake);
    return switch (outcome) {
      case ImageOutcome.Pulling _ -> Result.UNDER_WAY;
      case ImageOutcome.Absent absent -> refuse(place, start, absent.failure(), absent.retry());
      case ImageOutcome.Present present -> make(place, start, present.image());
    };
  }

  private static boolean isBeingKilled(Place place, String name) {
    return place
        .observed()
        .latest(name)
        .filter(latest -> place.context().kills().containsKey(latest.id()))
        .isPresent();
  }

  /// News of the pod don't make a failed start come again any sooner.
  private boolean isHeld(Place place, String name) {
    var now = services.time().instant();
    var until = place.context().heldUntil(name, now);
    until.ifPresent(moment -> place.wakeAfter().accept(Duration.between(now, moment)));
    return until.isPresent();
  }

  private boolean isPaused(Place place, Start start) {
    var context = place.context();
    var name = start.container().name();
    var pause =
        place
            .observed()
            .latest(name)
            .flatMap(PodObservation::exited)
            .flatMap(exited -> context.crashes().pause(name, exited.finished()));
    pause.ifPresent(p -> pause(place, start, p));
    return pause.isPresent();
  }

  private void pause(Place place, Start start, CrashBackoff.Pause pause) {
    var context = place.context();
    var pod = context.pod();
    var name = start.container().name();
    events.warning(
        pod,
        start.container(),
        "BackOff",
        "Back-off restarting failed container " + name + " in pod " + PodName.withUid(pod));
    var message =
        "back-off %s restarting failed container=%s pod=%s"
            .formatted(GoDuration.text(pause.delay()), name, PodName.withUid(pod));
    context.waiting().put(name, new Waiting("CrashLoopBackOff", message));
    var wait = pause.left().compareTo(RETRY) < 0 ? pause.left() : RETRY;
    context.hold(name, services.time().instant().plus(wait));
    place.wakeAfter().accept(wait);
  }

  private Result refuse(Place place, Start start, StartFailure failure, Duration retry) {
    var name = start.container().name();
    place.context().waiting().put(name, new Waiting(failure.reason(), failure.text()));
    place.context().hold(name, services.time().instant().plus(retry));
    place.wakeAfter().accept(retry);
    return Result.NOT_NOW;
  }

  private Result make(Place place, Start start, Image image) {
    try {
      run(place, start, create(place, start, image));
      return Result.STARTED;
    } catch (StartFailure e) {
      LOG.debug("container {} was not started", start.container().name(), e);
      if (isSandboxLost(place)) {
        place.wakeAfter().accept(Duration.ZERO);
        return Result.UNDER_WAY;
      }
      events.warning(place.context().pod(), start.container(), "Failed", "Error: " + e.text());
      return refuse(place, start, e, RETRY);
    }
  }

  /// Then it is not the container's fault.
  private boolean isSandboxLost(Place place) {
    return services
        .runtime()
        .sandbox(place.sandbox().id())
        .filter(now -> now.state() == SandboxStatus.State.READY)
        .isEmpty();
  }

  private ContainerId create(Place place, Start start, Image image) {
    var request =
        new ContainerRequest(
            place.context().pod(),
            start.container(),
            start.attempt(),
            image,
            place.volumes(),
            place.sandbox().addresses(),
            target(place, start));
    var config = services.configs().container(request);
    try {
      var id = services.runtime().createContainer(place.sandbox().id(), config);
      place.context().inventory().add(id);
      events.normal(place.context().pod(), start.container(), "Created", "Container created");
      return id;
    } catch (RuntimeFailure e) {
      throw new StartFailure("CreateContainerError", String.valueOf(e.getMessage()), e);
    }
  }

  private static Optional<ContainerId> target(Place place, Start start) {
    return start
        .container()
        .target(place.context().pod())
        .map(
            name ->
                place
                    .observed()
                    .latest(name)
                    .map(ContainerStatus::id)
                    .orElseThrow(
                        () ->
                            new StartFailure(
                                "CreateContainerConfigError",
                                "unable to find target container " + name)));
  }

  private void run(Place place, Start start, ContainerId id) {
    var context = place.context();
    var name = start.container().name();
    place
        .observed()
        .latest(name)
        .flatMap(PodObservation::exited)
        .ifPresent(exited -> context.crashes().restarted(name, exited.finished()));
    try {
      services.runtime().startContainer(id);
    } catch (RuntimeFailure e) {
      throw new StartFailure("RunContainerError", String.valueOf(e.getMessage()), e);
    }
    events.normal(context.pod(), start.container(), "Started", "Container started");
    context.waiting().remove(name);
    postStart(place, start, id);
  }

  private void postStart(Place place, Start start, ContainerId id) {
    var handler =
        Optional.ofNullable(start.container().spec().getLifecycle()).map(Lifecycle::getPostStart);
    if (handler.isPresent()) {
      place.context().starting().put(id, true);
      services.executor().execute(() -> postStart(place, start, id, handler.get()));
    }
  }

  private void postStart(Place place, Start start, ContainerId id, LifecycleHandler handler) {
    var context = place.context();
    var address = place.sandbox().addresses().stream().findFirst().orElse("");
    try {
      services
          .hooks()
          .run(new Hooks.Target(context.pod(), start.container(), id, address), handler);
    } catch (HookFailure e) {
      LOG.debug("postStart hook of {} failed", start.container().name(), e);
      hookFailed(context, start, id);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      context.starting().remove(id);
      context.wake();
    }
  }

  private void hookFailed(PodContext context, Start start, ContainerId id) {
    events.warning(context.pod(), start.container(), "FailedPostStartHook", "PostStartHook failed");
    var grace = GracePeriod.ofSpec(context.pod());
    services
        .runtime()
        .container(id)
        .ifPresent(c -> killer.kill(context, c, Killer.Order.now(grace, "FailedPostStartHook")));
  }
}
