package dev.timonier.server.verb;

import dev.timonier.machinery.catalog.GroupVersionKind;
import java.util.Map;
import java.util.Optional;

/// The kinds that are served but on their way out
/// (<https://kubernetes.io/docs/reference/using-api/deprecation-guide/>).
public final class DeprecatedKinds {
  private static final Map<GroupVersionKind, String> WARNINGS =
      Map.of(
          new GroupVersionKind("", "v1", "ComponentStatus"),
          "v1 ComponentStatus is deprecated in v1.19+",
          new GroupVersionKind("", "v1", "Endpoints"),
          "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice");

  private DeprecatedKinds() {}

  public static boolean contains(GroupVersionKind kind) {
    return WARNINGS.containsKey(kind);
  }

  /// What to warn of in each request for a kind.
  static Optional<String> warning(GroupVersionKind kind) {
    return Optional.ofNullable(WARNINGS.get(kind));
  }
}
