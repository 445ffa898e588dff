package dev.timonier.scheduler.plugin.podtopologyspread;

import dev.timonier.machinery.informer.Informer;
import dev.timonier.machinery.informer.Informers;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.selector.Selector;
import dev.timonier.machinery.selector.SelectorException;
import dev.timonier.scheduler.snapshot.PodInfo;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What pods belong together: those that the same Services select and the same controller owns.
final class Owners {
  private final Informer<Service> services;
  private final Informer<ReplicationController> replicationControllers;
  private final Informer<ReplicaSet> replicaSets;
  private final Informer<StatefulSet> statefulSets;

  Owners(Informers informers) {
    services = informers.of(Service.class);
    replicationControllers = informers.of(ReplicationController.class);
    replicaSets = informers.of(ReplicaSet.class);
    statefulSets = informers.of(StatefulSet.class);
  }

  /// Selects the pods that belong together with a pod; everything where it stands alone.
  Selector together(PodInfo pod) {
    var selector = Selector.EVERYTHING;
    for (var service : services.store().inNamespace(pod.namespace())) {
      var labels = labels(service);
      if (!labels.isEmpty() && Selector.of(labels).matches(pod.labels())) {
        selector = selector.and(Selector.of(labels));
      }
    }
    return selector.and(
        controller(pod).map(owner -> owned(pod, owner)).orElse(Selector.EVERYTHING));
  }

  private static Optional<OwnerReference> controller(PodInfo pod) {
    return pod.pod().getMetadata().getOwnerReferences().stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .findFirst();
  }

  private Selector owned(PodInfo pod, OwnerReference owner) {
    var name = new NamespacedName(pod.namespace(), owner.getName());
    var selector =
        switch (owner.getApiVersion() + " " + owner.getKind()) {
          case "v1 ReplicationController" ->
              replicationControllers.store().get(name).map(rc -> of(rc.getSpec().getSelector()));
          case "apps/v1 ReplicaSet" ->
              replicaSets.store().get(name).map(rs -> of(rs.getSpec().getSelector()));
          case "apps/v1 StatefulSet" ->
              statefulSets.store().get(name).map(set -> of(set.getSpec().getSelector()));
          default -> Optional.<Selector>empty();
        };
    return selector.orElse(Selector.EVERYTHING);
  }

  private static Map<String, String> labels(Service service) {
    var spec = service.getSpec();
    return spec == null || spec.getSelector() == null ? Map.of() : spec.getSelector();
  }

  private static Selector of(@Nullable Map<String, String> labels) {
    return labels == null ? Selector.EVERYTHING : Selector.of(labels);
  }

  private static Selector of(@Nullable LabelSelector selector) {
    try {
      return selector == null ? Selector.EVERYTHING : Selector.of(selector);
    } catch (SelectorException _) {
      return Selector.EVERYTHING;
    }
  }
}
