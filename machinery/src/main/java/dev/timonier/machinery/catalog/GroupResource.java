package dev.timonier.machinery.catalog;

/// A resource without its version.
///
/// @param resource the plural name
public record GroupResource(String group, String resource) {
  /// As Kubernetes prints it: `deployments.apps`, `pods`.
  @Override
  public String toString() {
    return group.isEmpty() ? resource : resource + "." + group;
  }
}
