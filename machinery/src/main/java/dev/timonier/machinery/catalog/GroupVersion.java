package dev.timonier.machinery.catalog;

/// An API group at a version. The core group's name is empty: `apiVersion: v1`. It is compared in
/// plain words for the reason that [GroupResource] is.
public record GroupVersion(String group, String version) {
  public static final GroupVersion CORE_V1 = new GroupVersion("", "v1");

  /// Reads an `apiVersion`.
  public static GroupVersion parse(String apiVersion) {
    var slash = apiVersion.indexOf('/');
    return slash < 0
        ? new GroupVersion("", apiVersion)
        : new GroupVersion(apiVersion.substring(0, slash), apiVersion.substring(slash + 1));
  }

  /// Whether a text can be an `apiVersion`: it has no more than two parts.
  public static boolean isWellFormed(String apiVersion) {
    return apiVersion.indexOf('/') == apiVersion.lastIndexOf('/');
  }

  public GroupVersionKind kind(String kind) {
    return new GroupVersionKind(group, version, kind);
  }

  /// The `apiVersion` of objects.
  @Override
  public String toString() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupVersion(var otherGroup, var otherVersion)
        && group.equals(otherGroup)
        && version.equals(otherVersion);
  }

  @Override
  public int hashCode() {
    return 31 * group.hashCode() + version.hashCode();
  }
}
