package dev.timonier.controllers.disruption;

import dev.timonier.controllers.runtime.Owners;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How many pods there should be, by the word of those who control them.
///
/// @param pods how many
/// @param unmanaged names of pods that nobody controls
/// @param failure why it is not known
record ExpectedScale(int pods, List<String> unmanaged, Optional<String> failure) {

  /// Where controllers are found.
  record Finder(
      Store<Deployment> deployments,
      Store<ReplicaSet> replicaSets,
      Store<StatefulSet> statefulSets,
      Store<ReplicationController> replicationControllers) {

    ExpectedScale of(Collection<Pod> pods) {
      var scales = new HashMap<String, Integer>();
      var unmanaged = new ArrayList<String>();
      for (var pod : pods) {
        var controller = Owners.controller(pod);
        if (controller.isEmpty()) {
          unmanaged.add(pod.getMetadata().getName());
        } else if (!find(pod, controller.get(), scales)) {
          return new ExpectedScale(0, unmanaged, Optional.of(notFound(pod, controller.get())));
        }
      }
      var sum = scales.values().stream().mapToInt(Integer::intValue).sum();
      return new ExpectedScale(sum, unmanaged, Optional.empty());
    }

    private boolean find(Pod pod, OwnerReference controller, Map<String, Integer> scales) {
      var namespace = pod.getMetadata().getNamespace();
      return switch (controller.getKind()) {
        case "ReplicaSet" ->
            get(replicaSets, namespace, controller)
                .filter(set -> find(namespace, set, scales))
                .isPresent();
        case "StatefulSet" ->
            get(statefulSets, namespace, controller)
                .map(set -> note(set, set.getSpec().getReplicas(), scales))
                .isPresent();
        case "ReplicationController" ->
            get(replicationControllers, namespace, controller)
                .map(owner -> note(owner, owner.getSpec().getReplicas(), scales))
                .isPresent();
        default -> false;
      };
    }

    /// During a rollout the Deployment counts, not its several ReplicaSets.
    private boolean find(String namespace, ReplicaSet set, Map<String, Integer> scales) {
      return Owners.controller(set)
          .filter(owner -> owner.getKind().equals("Deployment"))
          .flatMap(owner -> get(deployments, namespace, owner))
          .map(owner -> note(owner, owner.getSpec().getReplicas(), scales))
          .orElseGet(() -> note(set, set.getSpec().getReplicas(), scales));
    }

    private static boolean note(
        HasMetadata owner, @Nullable Integer replicas, Map<String, Integer> scales) {
      scales.put(owner.getMetadata().getUid(), Objects.requireNonNullElse(replicas, 1));
      return true;
    }

    private static <T extends HasMetadata> Optional<T> get(
        Store<T> store, String namespace, OwnerReference reference) {
      return store
          .get(new NamespacedName(namespace, reference.getName()))
          .filter(owner -> owner.getMetadata().getUid().equals(reference.getUid()));
    }

    private static String notFound(Pod pod, OwnerReference controller) {
      return switch (controller.getKind()) {
        case "ReplicaSet", "StatefulSet", "ReplicationController" ->
            "found no controllers for pod \"" + pod.getMetadata().getName() + "\"";
        default -> resource(controller) + " does not implement the scale subresource";
      };
    }

    private static String resource(OwnerReference controller) {
      var plural = controller.getKind().toLowerCase(Locale.ROOT) + "s";
      var slash = controller.getApiVersion().indexOf('/');
      return slash < 0 ? plural : plural + "." + controller.getApiVersion().substring(0, slash);
    }
  }
}
