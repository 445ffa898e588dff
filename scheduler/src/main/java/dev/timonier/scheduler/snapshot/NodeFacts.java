package dev.timonier.scheduler.snapshot;

import dev.timonier.machinery.taint.TaintEffect;
import io.fabric8.kubernetes.api.model.ContainerImage;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a Node object says, computed once. Immutable; the node must not be changed.
final class NodeFacts {
  private static final String REGION = "topology.kubernetes.io/region";
  private static final String ZONE = "topology.kubernetes.io/zone";

  final Node node;
  final Map<String, String> labels;
  final boolean unschedulable;
  final List<Taint> forbiddingTaints;
  final List<Taint> discouragingTaints;
  final Resources allocatable;
  final Map<String, Long> imageSizes;

  NodeFacts(Node node) {
    var spec = Objects.requireNonNullElseGet(node.getSpec(), NodeSpec::new);
    var status = Objects.requireNonNullElseGet(node.getStatus(), NodeStatus::new);
    var taints = orNone(spec.getTaints());
    this.node = node;
    this.labels = Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
    this.unschedulable = Boolean.TRUE.equals(spec.getUnschedulable());
    this.forbiddingTaints = taints.stream().filter(TaintEffect::forbidsScheduling).toList();
    this.discouragingTaints = taints.stream().filter(TaintEffect.PreferNoSchedule::isOf).toList();
    this.allocatable = Resources.of(status.getAllocatable());
    this.imageSizes = imageSizes(orNone(status.getImages()));
  }

  String name() {
    return node.getMetadata().getName();
  }

  /// Nodes with the same key stand in the same zone of the same region.
  String zone() {
    return labels.getOrDefault(REGION, "") + "/" + labels.getOrDefault(ZONE, "");
  }

  private static Map<String, Long> imageSizes(List<ContainerImage> images) {
    var sizes = new HashMap<String, Long>();
    for (var image : images) {
      var size = Objects.requireNonNullElse(image.getSizeBytes(), 0L);
      orNone(image.getNames()).forEach(name -> sizes.put(name, size));
    }
    return Map.copyOf(sizes);
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
