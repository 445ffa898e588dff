package dev.timonier.server.resource.core.service.allocation;

import dev.timonier.server.resource.core.service.ServiceView;
import java.util.HashMap;
import java.util.HashSet;

/// Lets a Service keep what it was given when a client replaces it without saying so.
final class KeptAllocations {
  private KeptAllocations() {}

  static void keep(ServiceView next, ServiceView old) {
    if (next.needsClusterIp() && old.needsClusterIp() && next.clusterIp().isEmpty()) {
      next.copyField(old, "clusterIP");
    }
    if (next.needsNodePorts() && old.needsNodePorts()) {
      nodePorts(next, old);
    }
    if (next.needsHealthCheck() && old.needsHealthCheck() && next.healthCheckNodePort() == 0) {
      next.copyField(old, "healthCheckNodePort");
    }
  }

  /// A port is known again by its name.
  private static void nodePorts(ServiceView next, ServiceView old) {
    var used = new HashSet<>(next.nodePorts());
    used.retainAll(old.nodePorts());
    var byName = new HashMap<String, Long>();
    old.ports().forEach(p -> byName.put(p.path("name").asText(), ServiceView.nodePort(p)));
    for (var port : next.ports()) {
      var known = byName.getOrDefault(port.path("name").asText(), 0L);
      if (ServiceView.nodePort(port) == 0 && known != 0 && used.add(known)) {
        port.put("nodePort", known.intValue());
      }
    }
  }
}
