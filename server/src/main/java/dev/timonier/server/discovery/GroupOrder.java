package dev.timonier.server.discovery;

import java.util.Comparator;
import java.util.List;

/// The order in which API groups are told: clients prefer earlier ones for short names that several
/// have.
public final class GroupOrder {
  private static final List<String> GROUPS =
      List.of(
          "",
          "apiregistration.k8s.io",
          "apps",
          "events.k8s.io",
          "authentication.k8s.io",
          "authorization.k8s.io",
          "autoscaling",
          "batch",
          "certificates.k8s.io",
          "networking.k8s.io",
          "policy",
          "rbac.authorization.k8s.io",
          "storage.k8s.io",
          "admissionregistration.k8s.io",
          "apiextensions.k8s.io",
          "scheduling.k8s.io",
          "coordination.k8s.io",
          "node.k8s.io",
          "discovery.k8s.io",
          "resource.k8s.io",
          "flowcontrol.apiserver.k8s.io");

  /// Groups that are not built in come last, by name.
  public static final Comparator<String> COMPARATOR =
      Comparator.<String>comparingInt(GroupOrder::rank).thenComparing(Comparator.naturalOrder());

  private GroupOrder() {}

  private static int rank(String group) {
    var index = GROUPS.indexOf(group);
    return index < 0 ? GROUPS.size() : index;
  }
}
