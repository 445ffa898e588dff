package dev.timonier.server.resource.core.service.allocation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.DryRun;
import dev.timonier.server.resource.core.service.ServiceView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives the ports of Services their node ports.
final class ServicePorts {
  private final NodePorts pool;

  ServicePorts(NodePorts pool) {
    this.pool = pool;
  }

  void create(ApiObject object, DryRun dryRun, Takings takings) {
    var service = ServiceView.of(object);
    var write = new Write(object, dryRun, takings);
    if (service.is(ServiceView.NODE_PORT) || service.is(ServiceView.LOAD_BALANCER)) {
      takeForNew(write);
    }
    if (service.needsHealthCheck()) {
      takeHealthCheck(write);
    }
  }

  void update(ApiObject next, ApiObject old, DryRun dryRun, Takings takings) {
    var service = ServiceView.of(next);
    var before = ServiceView.of(old);
    var write = new Write(next, dryRun, takings);
    var wants = service.is(ServiceView.NODE_PORT) || service.is(ServiceView.LOAD_BALANCER);
    if (wants) {
      takeForChanged(write, before);
    }
    before.nodePorts().stream()
        .filter(port -> !wants || !service.nodePorts().contains(port))
        .forEach(port -> pool.giveBack(port, old, takings));
    if (service.needsHealthCheck() && !before.needsHealthCheck()) {
      takeHealthCheck(write);
    } else if (before.needsHealthCheck() && !service.needsHealthCheck()) {
      pool.giveBack(before.healthCheckNodePort(), old, takings);
    }
  }

  void giveBackAll(ApiObject gone, Takings takings) {
    var service = ServiceView.of(gone);
    service.nodePorts().forEach(port -> pool.giveBack(port, gone, takings));
    pool.giveBack(service.healthCheckNodePort(), gone, takings);
  }

  private record Write(ApiObject object, DryRun dryRun, Takings takings) {
    ServiceView service() {
      return ServiceView.of(object);
    }
  }

  /// Ports of the same number, which differ in their protocols, share a node port.
  private void takeForNew(Write write) {
    var ports = write.service().ports();
    Map<Integer, Long> shared = new HashMap<>();
    for (var i = 0; i < ports.size(); i++) {
      var port = ports.get(i);
      var wanted = ServiceView.nodePort(port);
      if (wanted == 0 && !write.service().needsNodePorts()) {
        continue;
      }
      var number = port.path("port").asInt();
      if (!shared.containsKey(number)) {
        shared.put(number, take(write, i, requested(number, ports)));
        port.put("nodePort", shared.get(number).intValue());
      } else if (wanted == 0) {
        port.put("nodePort", shared.get(number).intValue());
      } else if (wanted != shared.get(number)) {
        take(write, i, wanted);
      }
    }
  }

  /// The node port that any port of a number asks for; 0 when none does.
  private static long requested(int number, List<ObjectNode> ports) {
    return ports.stream()
        .filter(port -> port.path("port").asInt() == number)
        .mapToLong(ServiceView::nodePort)
        .filter(nodePort -> nodePort != 0)
        .findFirst()
        .orElse(0);
  }

  private void takeForChanged(Write write, ServiceView before) {
    var ports = write.service().ports();
    var had = new HashSet<>(before.nodePorts());
    for (var i = 0; i < ports.size(); i++) {
      var wanted = ServiceView.nodePort(ports.get(i));
      if (wanted == 0 && write.service().needsNodePorts()) {
        ports.get(i).put("nodePort", (int) take(write, i, 0));
      } else if (wanted != 0 && had.add(wanted)) {
        take(write, i, wanted);
      }
    }
  }

  /// @param wanted 0 for any
  private long take(Write write, int index, long wanted) {
    if (wanted == 0) {
      return pool.takeAny(write.object(), write.takings());
    }
    takeWanted(write, wanted)
        .ifPresent(
            cause -> {
              var path = "spec.ports[" + index + "].nodePort";
              throw ServiceAllocator.invalid(
                  write.object(), FieldError.invalid(path, String.valueOf(wanted), cause));
            });
    return wanted;
  }

  /// A dry run looks who has the port, and not whether there may be such a port.
  private Optional<String> takeWanted(Write write, long wanted) {
    return write.dryRun() == DryRun.ALL
        ? pool.takeFree(wanted, write.object(), write.takings())
        : pool.takeWanted(wanted, write.object(), write.takings());
  }

  private void takeHealthCheck(Write write) {
    var service = write.service();
    var wanted = service.healthCheckNodePort();
    if (wanted == 0) {
      service.setHealthCheckNodePort(pool.takeAny(write.object(), write.takings()));
      return;
    }
    takeWanted(write, wanted)
        .ifPresent(
            cause -> {
              throw ApiErrors.internal(
                  "failed to allocate requested HealthCheck NodePort %d: %s"
                      .formatted(wanted, cause));
            });
  }
}
