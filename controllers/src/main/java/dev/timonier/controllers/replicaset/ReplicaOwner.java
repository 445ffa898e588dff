package dev.timonier.controllers.replicaset;

import dev.timonier.controllers.runtime.Numbers;
import dev.timonier.machinery.selector.Selector;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/// What ReplicaSets and ReplicationControllers have in common.
record ReplicaOwner(
    HasMetadata object,
    int replicas,
    Selector selector,
    PodTemplateSpec template,
    Duration minReady) {

  static ReplicaOwner of(ReplicaSet set) {
    var spec = set.getSpec();
    return new ReplicaOwner(
        set,
        Objects.requireNonNullElse(spec.getReplicas(), 1),
        Selector.of(spec.getSelector()),
        spec.getTemplate(),
        Numbers.seconds(spec.getMinReadySeconds()));
  }

  static ReplicaOwner of(ReplicationController controller) {
    var spec = controller.getSpec();
    return new ReplicaOwner(
        controller,
        Objects.requireNonNullElse(spec.getReplicas(), 1),
        Selector.of(spec.getSelector()),
        spec.getTemplate(),
        Numbers.seconds(spec.getMinReadySeconds()));
  }

  /// The labels of the template: pods that have them all are fully labeled.
  Selector templateLabels() {
    var labels = template.getMetadata() == null ? null : template.getMetadata().getLabels();
    return Selector.of(Objects.requireNonNullElse(labels, Map.of()));
  }
}
