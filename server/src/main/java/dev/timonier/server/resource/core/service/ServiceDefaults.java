package dev.timonier.server.resource.core.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.object.Trees.Truth;

/// What a Service has that does not say otherwise.
final class ServiceDefaults {
  private static final int THREE_HOURS = 10800;

  private ServiceDefaults() {}

  static void set(ObjectNode object) {
    var service = ServiceView.of(object);
    var spec = service.spec();
    affinity(spec);
    Trees.setDefault(spec, "type", ServiceView.CLUSTER_IP);
    service.ports().forEach(ServiceDefaults::port);
    if (service.isExternallyAccessible()) {
      Trees.setDefault(spec, "externalTrafficPolicy", "Cluster");
    }
    if (service.needsClusterIp()) {
      Trees.setDefault(spec, "internalTrafficPolicy", "Cluster");
    }
    if (service.is(ServiceView.LOAD_BALANCER)) {
      Trees.setDefault(spec, "allocateLoadBalancerNodePorts", Truth.TRUE);
      ingress(object);
    }
  }

  private static void affinity(ObjectNode spec) {
    Trees.setDefault(spec, "sessionAffinity", "None");
    switch (spec.path("sessionAffinity").asText()) {
      case "None" -> spec.remove("sessionAffinityConfig");
      case "ClientIP" -> {
        var config = Trees.child(Trees.child(spec, "sessionAffinityConfig"), "clientIP");
        Trees.setDefault(config, "timeoutSeconds", THREE_HOURS);
      }
      default -> {}
    }
  }

  private static void port(ObjectNode port) {
    Trees.setDefault(port, "protocol", "TCP");
    if (isUnset(port.path("targetPort"))) {
      port.put("targetPort", port.path("port").asInt());
    }
  }

  private static boolean isUnset(JsonNode target) {
    return target.isTextual() ? target.textValue().isEmpty() : target.asLong() == 0;
  }

  private static void ingress(ObjectNode service) {
    for (var ingress : Trees.objects(service.path("status").path("loadBalancer").path("ingress"))) {
      if (ingress.hasNonNull("ip")) {
        Trees.setDefault(ingress, "ipMode", "VIP");
      }
    }
  }
}
