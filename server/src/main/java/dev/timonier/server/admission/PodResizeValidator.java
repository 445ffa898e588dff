package dev.timonier.server.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.AggregateResources;
import io.fabric8.kubernetes.api.model.StatusCauseBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Refuses to let a pod grow beyond what its node could ever give
/// (<https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#podresizevalidator>).
public final class PodResizeValidator implements AdmissionPlugin {
  private static final GroupResource NODES = new GroupResource("", "nodes");
  private static final GroupResource PODS = new GroupResource("", "pods");
  private static final String SYSTEM = "kubernetes.io/os";

  private final CachedObjects objects;

  public PodResizeValidator(CachedObjects objects) {
    this.objects = objects;
  }

  @Override
  public String name() {
    return "PodResizeValidator";
  }

  @Override
  public Set<Step> steps() {
    return Set.of(Step.VALIDATE);
  }

  @Override
  public Set<Operation> operations() {
    return Set.of(Operation.UPDATE);
  }

  @Override
  public void validate(AdmissionRequest request) {
    if (!request.resource().groupResource().equals(PODS)
        || !request.subresource().equals("resize")) {
      return;
    }
    var pod = request.object().orElseThrow();
    var node = Trees.text(pod.spec(), "nodeName");
    if (!node.isEmpty() && !pod.spec().equals(request.old().orElseThrow().spec())) {
      check(request, pod, node(request, node));
    }
  }

  private ApiObject node(AdmissionRequest request, String name) {
    return objects
        .find(NODES, "", name)
        .orElseThrow(() -> request.forbidden("node \"" + name + "\" not found"));
  }

  private static void check(AdmissionRequest request, ApiObject pod, ApiObject node) {
    var excess = excess(requests(pod.spec()), node.status().path("allocatable"));
    if (!excess.isEmpty()) {
      throw refusal(
          request,
          "Node didn't have enough allocatable resources: " + String.join("; ", excess),
          "NodeCapacity");
    }
    var system = node.metadata().labels().getOrDefault(SYSTEM, "");
    if (!system.equals("linux")) {
      throw refusal(
          request,
          "pod resize is only supported on linux nodes, node \"%s\" is \"%s\""
              .formatted(node.name(), system),
          "UnsupportedPlatform");
    }
  }

  private static ApiException refusal(AdmissionRequest request, String message, String cause) {
    return request.forbidden(message, List.of(new StatusCauseBuilder().withReason(cause).build()));
  }

  private static Map<String, Amount> requests(JsonNode spec) {
    var requests = AggregateResources.requests(spec);
    for (var whole : spec.path("resources").path("requests").properties()) {
      requests.put(whole.getKey(), Amount.parse(whole.getValue().asText()));
    }
    for (var overhead : spec.path("overhead").properties()) {
      requests.merge(overhead.getKey(), Amount.parse(overhead.getValue().asText()), Amount::plus);
    }
    return requests;
  }

  private static List<String> excess(Map<String, Amount> requests, JsonNode allocatable) {
    var excess = new ArrayList<String>();
    var processor = requests.getOrDefault("cpu", Amount.ZERO).milliValue();
    var processors = Amount.parse(allocatable.path("cpu").asText("0")).milliValue();
    if (processor > processors) {
      excess.add("cpu, requested: %d, allocatable: %d".formatted(processor, processors));
    }
    var memory = requests.getOrDefault("memory", Amount.ZERO).value();
    var memories = Amount.parse(allocatable.path("memory").asText("0")).value();
    if (memory > memories) {
      excess.add("memory, requested: %d, allocatable: %d".formatted(memory, memories));
    }
    return excess;
  }
}
