package dev.timonier.controllers.statefulset;

import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What has to be done to a StatefulSet's pods; pure.
///
/// An ordered set does one thing at a time: it creates upwards, each pod when the one before it is
/// available, then deletes downwards what is one too many, then replaces downwards what has an old
/// template. A parallel set only replaces in order.
final class SetPlan {
  /// One thing to do.
  sealed interface Action {}

  /// @param pod as it is to be
  record Create(Pod pod) implements Action {}

  /// The pod has come to its end: it goes, so that its name is free.
  record Recreate(Pod pod) implements Action {}

  record Delete(Pod pod) implements Action {}

  /// The pod waits for a node, and maybe for claims that somebody has deleted.
  record Provide(Pod pod) implements Action {}

  private final SetView view;
  private final List<Action> actions = new ArrayList<>();

  private SetPlan(SetView view) {
    this.view = view;
  }

  static List<Action> of(SetView view) {
    var plan = new SetPlan(view);
    if (!Owners.terminates(view.set()) && plan.fills() && plan.shrinks()) {
      plan.update();
    }
    return plan.actions;
  }

  private boolean ordered() {
    return StatefulSets.ordered(view.set());
  }

  /// Says whether to go on.
  private boolean fills() {
    var start = StatefulSets.start(view.set());
    for (var ordinal = start; StatefulSets.wants(view.set(), ordinal); ordinal++) {
      var replica = view.replica(ordinal);
      var waits = replica.isEmpty() ? creates(ordinal) : awaits(replica.get());
      if (waits && ordered()) {
        return false;
      }
    }
    return actions.stream().noneMatch(action -> action instanceof Create);
  }

  private boolean creates(int ordinal) {
    return actions.add(new Create(view.newPod(ordinal)));
  }

  private boolean awaits(Pod pod) {
    if (Pods.finished(pod)) {
      return Owners.terminates(pod) || actions.add(new Recreate(pod));
    }
    if (Pods.phase(pod).equals("Pending")) {
      actions.add(new Provide(pod));
    }
    return Owners.terminates(pod) || !view.isAvailable(pod);
  }

  /// Says whether to go on.
  private boolean shrinks() {
    var unhealthy = view.condemned().stream().filter(pod -> !view.isHealthy(pod)).findFirst();
    for (var pod : view.condemned().reversed()) {
      if (!Owners.terminates(pod) && maySacrifice(pod, unhealthy)) {
        actions.add(new Delete(pod));
      }
      if (ordered()) {
        return false;
      }
    }
    return true;
  }

  /// An ordered set gives up a pod only while all before it are well.
  ///
  /// @param unhealthy the first pod that is not
  private boolean maySacrifice(Pod pod, Optional<Pod> unhealthy) {
    return !ordered() || view.isAvailable(pod) || unhealthy.filter(pod::equals).isPresent();
  }

  private void update() {
    if (StatefulSets.updatesByItself(view.set())) {
      if (StatefulSets.maxUnavailable(view.set()) > 1) {
        updateSeveral();
      } else {
        updateOne();
      }
    }
  }

  private List<Pod> updatable() {
    var first = StatefulSets.start(view.set()) + StatefulSets.partition(view.set());
    return view.replicas().reversed().stream().filter(pod -> Ordinal.number(pod) >= first).toList();
  }

  private boolean isOutdated(Pod pod) {
    return !view.isUpdated(pod) && !Owners.terminates(pod);
  }

  private void updateOne() {
    for (var pod : updatable()) {
      if (isOutdated(pod)) {
        actions.add(new Delete(pod));
        return;
      }
      if (!view.isHealthy(pod)) {
        return;
      }
    }
  }

  private void updateSeveral() {
    var away = view.replicas().stream().filter(pod -> !view.isHealthy(pod)).count();
    updatable().stream()
        .filter(this::isOutdated)
        .limit(Math.max(0, StatefulSets.maxUnavailable(view.set()) - away))
        .forEach(pod -> actions.add(new Delete(pod)));
  }
}
