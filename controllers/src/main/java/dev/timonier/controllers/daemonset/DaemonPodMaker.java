package dev.timonier.controllers.daemonset;

import dev.timonier.controllers.runtime.PodControl;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Makes the pod of a DaemonSet for a node; pure. The scheduler binds it, as any pod, but may
/// choose no other node.
final class DaemonPodMaker {
  private static final List<String> HARMLESS =
      List.of("disk-pressure", "memory-pressure", "pid-pressure", "unschedulable");

  private DaemonPodMaker() {}

  static Pod make(DaemonSet set, String hash, String node) {
    var pod = template(set);
    return new PodBuilder(pod)
        .editMetadata()
        .addToLabels(DaemonView.HASH, hash)
        .endMetadata()
        .editSpec()
        .withAffinity(pinned(Optional.ofNullable(pod.getSpec().getAffinity()), node))
        .endSpec()
        .build();
  }

  /// The pod for no particular node, by which nodes are judged.
  static Pod template(DaemonSet set) {
    var pod =
        PodControl.fromTemplate(set.getSpec().getTemplate(), set)
            .editSpec()
            .withTolerations(tolerations(set.getSpec().getTemplate().getSpec()))
            .endSpec();
    DaemonSets.templateGeneration(set)
        .ifPresent(
            number ->
                pod.editMetadata().addToLabels("pod-template-generation", number).endMetadata());
    return pod.build();
  }

  /// Daemons stay where others have to leave.
  private static List<Toleration> tolerations(PodSpec spec) {
    var all =
        new ArrayList<>(Objects.requireNonNullElse(spec.getTolerations(), List.<Toleration>of()));
    add(all, "not-ready", "NoExecute");
    add(all, "unreachable", "NoExecute");
    HARMLESS.forEach(key -> add(all, key, "NoSchedule"));
    if (Boolean.TRUE.equals(spec.getHostNetwork())) {
      add(all, "network-unavailable", "NoSchedule");
    }
    return all;
  }

  private static void add(List<Toleration> tolerations, String key, String effect) {
    var toleration =
        new TolerationBuilder()
            .withKey("node.kubernetes.io/" + key)
            .withOperator("Exists")
            .withEffect(effect)
            .build();
    if (!tolerations.contains(toleration)) {
      tolerations.add(toleration);
    }
  }

  private static Affinity pinned(Optional<Affinity> affinity, String node) {
    var term =
        new NodeSelectorTermBuilder()
            .withMatchFields(new NodeSelectorRequirement("metadata.name", "In", List.of(node)))
            .build();
    return affinity
        .map(AffinityBuilder::new)
        .orElseGet(AffinityBuilder::new)
        .editOrNewNodeAffinity()
        .withRequiredDuringSchedulingIgnoredDuringExecution(
            new NodeSelectorBuilder().withNodeSelectorTerms(term).build())
        .endNodeAffinity()
        .build();
  }
}
