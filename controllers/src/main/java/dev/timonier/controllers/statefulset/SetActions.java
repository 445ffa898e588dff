package dev.timonier.controllers.statefulset;

import dev.timonier.controllers.runtime.Expectations;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Does what a plan says.
record SetActions(
    StatefulPods pods, StatefulClaims claims, Expectations<NamespacedName> expectations) {
  /// What was done.
  ///
  /// @param obstacle why not all of it
  record Done(List<Pod> created, List<Pod> deleted, Optional<String> obstacle) {}

  Done carryOut(SetView view, List<SetPlan.Action> plan) {
    settle(view);
    var key = NamespacedName.of(view.set());
    expectations.expect(key, creations(plan), deletions(plan));
    try {
      return perform(view.set(), plan);
    } catch (KubernetesClientException e) {
      expectations.forget(key);
      throw e;
    }
  }

  private void settle(SetView view) {
    for (var pod : view.pods()) {
      pods.mend(view.set(), pod);
      claims.settleOwners(view.set(), pod);
    }
  }

  private static int creations(List<SetPlan.Action> plan) {
    return (int) plan.stream().filter(action -> action instanceof SetPlan.Create).count();
  }

  private static Set<String> deletions(List<SetPlan.Action> plan) {
    var uids = new HashSet<String>();
    for (var action : plan) {
      switch (action) {
        case SetPlan.Recreate(var pod) -> uids.add(pod.getMetadata().getUid());
        case SetPlan.Delete(var pod) -> uids.add(pod.getMetadata().getUid());
        case SetPlan.Create(_), SetPlan.Provide(_) -> {}
      }
    }
    return uids;
  }

  private Done perform(StatefulSet set, List<SetPlan.Action> plan) {
    var created = new ArrayList<Pod>();
    var deleted = new ArrayList<Pod>();
    var obstacle = Optional.<String>empty();
    for (var action : plan) {
      var why =
          switch (action) {
            case SetPlan.Create(var pod) -> create(set, pod, created);
            case SetPlan.Recreate(var pod) -> recreate(set, pod, deleted);
            case SetPlan.Delete(var pod) -> delete(set, pod, deleted);
            case SetPlan.Provide(var pod) -> claims.provide(set, pod);
          };
      obstacle = obstacle.or(() -> why);
    }
    return new Done(created, deleted, obstacle);
  }

  private Optional<String> create(StatefulSet set, Pod pod, Collection<Pod> created) {
    var obstacle = claims.provide(set, pod);
    if (obstacle.isPresent()) {
      expectations.created(NamespacedName.of(set));
    } else {
      pods.create(set, pod);
      created.add(pod);
    }
    return obstacle;
  }

  private Optional<String> recreate(StatefulSet set, Pod pod, Collection<Pod> deleted) {
    pods.tellRecreation(set, pod);
    return delete(set, pod, deleted);
  }

  private Optional<String> delete(StatefulSet set, Pod pod, Collection<Pod> deleted) {
    pods.delete(set, pod);
    deleted.add(pod);
    return Optional.empty();
  }
}
