package dev.timonier.server.resource.core.service.allocation;

import dev.timonier.server.resource.core.service.ServiceView;
import java.util.List;

/// Keeps `clusterIP`, which older clients know alone, and the first of `clusterIPs` in step.
final class ClusterIpFields {
  private ClusterIpFields() {}

  /// Takes over into one field what was changed in the other alone.
  static void reconcile(ServiceView next, ServiceView old) {
    var sameOne = next.clusterIp().equals(old.clusterIp());
    var sameList = next.clusterIps().equals(old.clusterIps());
    if (!sameOne && sameList) {
      followOne(next);
    } else if (sameOne && !sameList && next.clusterIps().isEmpty()) {
      next.copyField(old, "clusterIPs");
    }
    if (next.needsClusterIp()) {
      next.completeClusterIps();
    }
  }

  private static void followOne(ServiceView next) {
    if (next.clusterIp().isEmpty()) {
      next.spec().remove("clusterIPs");
    } else {
      next.setClusterIps(List.of(next.clusterIp()));
    }
  }
}
