package dev.timonier.server.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.object.Trees;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells a pod the zone and the region of its node, by labels of its own. Those that it has stay
/// (<https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#podtopologylabels>).
public final class PodTopologyLabels implements AdmissionPlugin {
  private static final GroupResource NODES = new GroupResource("", "nodes");
  private static final GroupResource PODS = new GroupResource("", "pods");
  private static final List<String> LABELS =
      List.of("topology.kubernetes.io/zone", "topology.kubernetes.io/region");

  private final CachedObjects objects;

  public PodTopologyLabels(CachedObjects objects) {
    this.objects = objects;
  }

  @Override
  public String name() {
    return "PodTopologyLabels";
  }

  @Override
  public Set<Step> steps() {
    return Set.of(Step.ADMIT);
  }

  @Override
  public Set<Operation> operations() {
    return Set.of(Operation.CREATE);
  }

  @Override
  public void mutate(AdmissionRequest request) {
    if (!request.resource().groupResource().equals(PODS)) {
      return;
    }
    var root = request.object().orElseThrow().root();
    switch (request.subresource()) {
      case "" -> label(root, Trees.text(root.path("spec"), "nodeName"));
      case "binding" -> bound(root);
      default -> {}
    }
  }

  /// The labels of a binding become the pod's.
  private void bound(ObjectNode binding) {
    var target = binding.path("target");
    if (Trees.text(target, "kind").equals("Node")) {
      label(binding, Trees.text(target, "name"));
    }
  }

  private void label(ObjectNode object, String node) {
    var present = node.isEmpty() ? Map.<String, String>of() : labelsOf(node);
    for (var label : LABELS) {
      if (present.containsKey(label)) {
        Trees.setDefault(
            Trees.child(Trees.child(object, "metadata"), "labels"), label, present.get(label));
      }
    }
  }

  private Map<String, String> labelsOf(String node) {
    return objects
        .cache()
        .get(NODES, node)
        .map(cached -> cached.attributes().labels())
        .orElse(Map.of());
  }
}
