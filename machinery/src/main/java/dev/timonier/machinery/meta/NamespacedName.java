package dev.timonier.machinery.meta;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Objects;

/// The name of an object within its kind.
///
/// @param namespace empty for objects of the cluster
public record NamespacedName(String namespace, String name) {
  public static NamespacedName of(HasMetadata object) {
    return of(object.getMetadata());
  }

  public static NamespacedName of(ObjectMeta metadata) {
    return new NamespacedName(
        Objects.requireNonNullElse(metadata.getNamespace(), ""), metadata.getName());
  }

  /// As Kubernetes prints it: `default/web`, or `web` without a namespace.
  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
