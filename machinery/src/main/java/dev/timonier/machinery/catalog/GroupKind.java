package dev.timonier.machinery.catalog;

/// A type without its version.
public record GroupKind(String group, String kind) {
  /// As Kubernetes prints it: `Deployment.apps`, `Pod`.
  @Override
  public String toString() {
    return group.isEmpty() ? kind : kind + "." + group;
  }
}
