package dev.timonier.server.authz.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which of its labels a node may set: it must not draw pods to itself that are kept from it.
final class NodeLabels {
  private static final Set<String> KUBELET =
      Set.of(
          "kubernetes.io/hostname",
          "kubernetes.io/arch",
          "kubernetes.io/os",
          "topology.kubernetes.io/zone",
          "topology.kubernetes.io/region",
          "node.kubernetes.io/instance-type",
          "beta.kubernetes.io/arch",
          "beta.kubernetes.io/os",
          "beta.kubernetes.io/instance-type",
          "failure-domain.beta.kubernetes.io/zone",
          "failure-domain.beta.kubernetes.io/region");
  private static final List<String> KUBELET_DOMAINS =
      List.of("kubelet.kubernetes.io", "node.kubernetes.io");
  private static final String RESTRICTED = "node-restriction.kubernetes.io";

  private NodeLabels() {}

  /// The labels that differ and that a node may not change, in their order.
  static Set<String> forbidden(Map<String, String> next, Map<String, String> old) {
    var forbidden = new TreeSet<String>();
    var all = new HashMap<>(old);
    all.putAll(next);
    for (var label : all.keySet()) {
      var same = next.containsKey(label) && next.get(label).equals(old.get(label));
      if (!same && isForbidden(label)) {
        forbidden.add(label);
      }
    }
    return forbidden;
  }

  private static boolean isForbidden(String label) {
    var domain = label.substring(0, Math.max(0, label.indexOf('/')));
    if (isIn(domain, RESTRICTED)) {
      return true;
    }
    var reserved = isIn(domain, "kubernetes.io") || isIn(domain, "k8s.io");
    return reserved
        && !KUBELET.contains(label)
        && KUBELET_DOMAINS.stream().noneMatch(own -> isIn(domain, own));
  }

  private static boolean isIn(String domain, String parent) {
    return domain.equals(parent) || domain.endsWith("." + parent);
  }
}
