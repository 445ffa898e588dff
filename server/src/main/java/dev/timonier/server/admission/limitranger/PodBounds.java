package dev.timonier.server.admission.limitranger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.AggregateResources;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What of a pod is outside of the bounds.
final class PodBounds {
  private PodBounds() {}

  static List<String> faults(List<ObjectNode> limits, ApiObject pod) {
    var faults = new ArrayList<String>();
    for (var item : limits) {
      switch (Trees.text(item, "type")) {
        case "Container" -> containers(pod).forEach(c -> faults.addAll(ofContainer(item, c)));
        case "Pod" ->
            faults.addAll(
                Bounds.of(item)
                    .faults(
                        AggregateResources.requests(pod.spec()),
                        AggregateResources.limits(pod.spec())));
        default -> {}
      }
    }
    return faults;
  }

  private static Stream<ObjectNode> containers(ApiObject pod) {
    return Stream.of("containers", "initContainers")
        .flatMap(field -> Trees.objects(pod.spec().path(field)).stream());
  }

  private static List<String> ofContainer(ObjectNode item, ObjectNode container) {
    var resources = container.path("resources");
    return Bounds.of(item)
        .faults(Amounts.of(resources.path("requests")), Amounts.of(resources.path("limits")));
  }
}
