package dev.timonier.controllers.daemonset;

import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Pods;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What has to be done to a DaemonSet's pods; pure.
///
/// @param create names of nodes that are to get a pod
/// @param delete pods of which there are too many, or in the wrong place, or of an old template
/// @param ended pods that are to be replaced because they ended; also in `delete`
record DaemonPlan(List<String> create, List<Pod> delete, List<Pod> ended) {

  static DaemonPlan of(DaemonView view) {
    var plan = new DaemonPlan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    view.nodes()
        .forEach(
            (node, suitability) -> {
              switch (suitability) {
                case SUITED -> plan.run(view, node);
                case TOLERATED -> plan.tidy(view, view.on(node));
                case UNSUITED -> plan.deleteAll(view.on(node));
              }
            });
    plan.deleteAll(view.strays().stream().filter(pod -> Pods.node(pod).isEmpty()).toList());
    if (plan.isEmpty() && DaemonSets.updatesByItself(view.set())) {
      plan.update(view);
    }
    return plan;
  }

  boolean isEmpty() {
    return create.isEmpty() && delete.isEmpty();
  }

  private void run(DaemonView view, Node node) {
    if (view.on(node).isEmpty()) {
      create.add(node.getMetadata().getName());
    } else {
      tidy(view, view.on(node));
    }
  }

  /// Leaves one pod that runs; two while a new one takes over from an old one.
  private void tidy(DaemonView view, Collection<Pod> pods) {
    pods.stream().filter(p -> Pods.finished(p) && !Owners.terminates(p)).forEach(this::end);
    var active = pods.stream().filter(Pods::active).toList();
    if (surges(view)) {
      keepOldest(active.stream().filter(view::isUpdated).toList());
      keepOldest(active.stream().filter(pod -> !view.isUpdated(pod)).toList());
    } else {
      keepOldest(active);
    }
  }

  private void end(Pod pod) {
    ended.add(pod);
    delete.add(pod);
  }

  private void keepOldest(Collection<Pod> pods) {
    pods.stream().skip(1).forEach(delete::add);
  }

  private void deleteAll(Collection<Pod> pods) {
    pods.stream().filter(pod -> !Owners.terminates(pod)).forEach(delete::add);
  }

  private static boolean surges(DaemonView view) {
    return DaemonSets.updatesByItself(view.set())
        && DaemonSets.maxSurge(view.set(), view.suited().size()) > 0;
  }

  private void update(DaemonView view) {
    if (surges(view)) {
      updateBySurge(view);
    } else {
      updateInPlace(view);
    }
  }

  /// Deletes old pods; each node is without one for a while. Old pods that are not available may go
  /// at once.
  private void updateInPlace(DaemonView view) {
    var candidates = new ArrayList<Pod>();
    var unavailable = 0;
    for (var node : view.suited()) {
      var pod = active(view, node);
      if (pod.filter(view::isAvailable).isEmpty()) {
        unavailable++;
        pod.filter(p -> !view.isUpdated(p)).ifPresent(delete::add);
      } else if (!view.isUpdated(pod.get())) {
        candidates.add(pod.get());
      }
    }
    var allowed = DaemonSets.maxUnavailable(view.set(), view.suited().size()) - unavailable;
    candidates.stream().limit(Math.max(0, allowed)).forEach(delete::add);
  }

  private static Optional<Pod> active(DaemonView view, Node node) {
    return view.on(node).stream().filter(Pods::active).findFirst();
  }

  /// Creates a new pod beside the old one, which goes when the new one is available.
  private void updateBySurge(DaemonView view) {
    var candidates = new ArrayList<String>();
    var surging = 0;
    for (var node : view.suited()) {
      var active = view.on(node).stream().filter(Pods::active).toList();
      var old = active.stream().filter(pod -> !view.isUpdated(pod)).findFirst();
      var updated = active.stream().filter(view::isUpdated).findFirst();
      if (old.isPresent() && updated.filter(view::isAvailable).isPresent()) {
        delete.add(old.get());
      } else if (old.isPresent() && updated.isPresent()) {
        surging++;
      } else if (old.isPresent()) {
        (view.isAvailable(old.get()) ? candidates : create).add(node.getMetadata().getName());
      }
    }
    var allowed = DaemonSets.maxSurge(view.set(), view.suited().size()) - surging;
    candidates.stream().limit(Math.max(0, allowed)).forEach(create::add);
  }
}
