package dev.timonier.machinery.catalog;

/// A resource without its version. Requests compare it again and again: what records have of their
/// own for that is put together at run time, and compiled less well.
///
/// @param resource the plural name
public record GroupResource(String group, String resource) {
  /// As Kubernetes prints it: `deployments.apps`, `pods`.
  @Override
  public String toString() {
    return group.isEmpty() ? resource : resource + "." + group;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupResource(var otherGroup, var otherResource)
        && resource.equals(otherResource)
        && group.equals(otherGroup);
  }

  @Override
  public int hashCode() {
    return 31 * group.hashCode() + resource.hashCode();
  }
}
