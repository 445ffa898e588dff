package dev.timonier.server.representation;

import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.catalog.GroupVersionKind;
import java.util.Set;

/// The names of Kubernetes' own types that belong to no version, which some of its messages show:
/// `core.ConfigMap`, `rbac.Role`. Kinds that moved from one group to another share theirs.
public final class InternalType {
  private static final Set<String> ONCE_EXTENSIONS = Set.of("Ingress", "NetworkPolicy");

  /// Scales of versions that are no longer served.
  private static final Set<GroupVersionKind> ONCE_SCALES =
      Set.of(
          new GroupVersion("apps", "v1beta1").kind("Scale"),
          new GroupVersion("apps", "v1beta2").kind("Scale"),
          new GroupVersion("extensions", "v1beta1").kind("Scale"));

  private InternalType() {}

  public static String of(GroupVersionKind kind) {
    return family(kind) + "." + kind.kind();
  }

  private static String family(GroupVersionKind kind) {
    return ONCE_SCALES.contains(kind) ? "autoscaling" : familyOfGroup(kind);
  }

  private static String familyOfGroup(GroupVersionKind kind) {
    return switch (kind.group()) {
      case "", "events.k8s.io" -> "core";
      case "extensions" -> ONCE_EXTENSIONS.contains(kind.kind()) ? "networking" : "apps";
      default -> kind.group().split("\\.", 2)[0];
    };
  }
}
