package dev.timonier.server.representation;

import dev.timonier.machinery.catalog.GroupVersionKind;

/// The names of Kubernetes' own types that belong to no version, which some of its messages show:
/// `core.ConfigMap`, `rbac.Role`.
public final class InternalType {
  private InternalType() {}

  public static String of(GroupVersionKind kind) {
    var group = kind.group();
    var isCore = group.isEmpty() || group.equals("events.k8s.io");
    return (isCore ? "core" : group.split("\\.", 2)[0]) + "." + kind.kind();
  }
}
