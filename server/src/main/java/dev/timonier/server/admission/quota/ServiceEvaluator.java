package dev.timonier.server.admission.quota;

import dev.timonier.machinery.quantity.Amount;
import dev.timonier.machinery.quantity.QuotaNames;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;

/// Services, of which those that take ports of nodes, and those with load balancers, can be
/// limited.
record ServiceEvaluator() implements Evaluator {
  private static final String NODE_PORTS = "services.nodeports";
  private static final String LOAD_BALANCERS = "services.loadbalancers";

  @Override
  public boolean handles(AdmissionRequest request) {
    return request.subresource().isEmpty();
  }

  @Override
  public boolean concerns(String name) {
    return QuotaNames.areOfServices(name);
  }

  @Override
  public Usage usage(ApiObject service) {
    var usage = Usage.none();
    var spec = service.spec();
    var ports = spec.path("ports");
    usage.add("count/services", Amount.of(1));
    usage.add("services", Amount.of(1));
    switch (Trees.text(spec, "type")) {
      case "NodePort" -> usage.add(NODE_PORTS, Amount.of(ports.size()));
      case "LoadBalancer" -> {
        var allocates = spec.path("allocateLoadBalancerNodePorts").asBoolean(true);
        var given = Trees.stream(ports).filter(port -> port.path("nodePort").asInt() != 0).count();
        usage.add(LOAD_BALANCERS, Amount.of(1));
        usage.add(NODE_PORTS, Amount.of(allocates ? ports.size() : given));
      }
      default -> {}
    }
    return usage;
  }
}
