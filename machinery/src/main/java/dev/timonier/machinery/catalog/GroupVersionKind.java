package dev.timonier.machinery.catalog;

/// The type of an object.
public record GroupVersionKind(String group, String version, String kind) {
  public GroupVersion groupVersion() {
    return new GroupVersion(group, version);
  }

  public GroupKind groupKind() {
    return new GroupKind(group, kind);
  }

  public String apiVersion() {
    return groupVersion().toString();
  }

  /// As Kubernetes prints it: `apps/v1, Kind=Deployment` and `/v1, Kind=Pod`.
  @Override
  public String toString() {
    return group + "/" + version + ", Kind=" + kind;
  }
}
