package dev.timonier.controllers.daemonset;

import dev.timonier.machinery.selector.RequiredNodes;
import dev.timonier.machinery.taint.Tolerations;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Whether a node is one for a DaemonSet's pod.
enum Suitability {
  /// A pod should run there.
  SUITED,
  /// No pod is started there, but one that runs may stay.
  TOLERATED,
  /// No pod may be there.
  UNSUITED;

  static Suitability of(DaemonSet set, Node node) {
    var spec = DaemonPodMaker.template(set).getSpec();
    if (!mayRun(spec, node)) {
      return UNSUITED;
    }
    var taints =
        node.getSpec() == null
            ? List.<Taint>of()
            : Objects.requireNonNullElse(node.getSpec().getTaints(), List.<Taint>of());
    var tolerations = Tolerations.of(spec);
    var resisted =
        taints.stream()
            .filter(taint -> !tolerations.tolerate(taint))
            .map(Taint::getEffect)
            .toList();
    if (resisted.contains("NoExecute")) {
      return UNSUITED;
    }
    return resisted.contains("NoSchedule") ? TOLERATED : SUITED;
  }

  private static boolean mayRun(PodSpec spec, Node node) {
    var name = node.getMetadata().getName();
    var wanted = Objects.requireNonNullElse(spec.getNodeName(), "");
    var labels =
        Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.<String, String>of());
    return (wanted.isEmpty() || wanted.equals(name))
        && RequiredNodes.of(spec).matches(name, labels);
  }
}
