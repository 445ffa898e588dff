package dev.timonier.server.objectstore;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.storage.StoreKey;

/// Where objects lie in the store: `/registry/<group>/<resource>/[<namespace>/]<name>`, with `core`
/// for the core group.
///
/// Example: the pod `web` of the namespace `default` is at `/registry/core/pods/default/web`.
public final class ObjectKey {
  /// Before every object's key.
  public static final StoreKey REGISTRY = StoreKey.of("/registry/");

  private ObjectKey() {}

  /// Before the keys of a resource's objects.
  public static String prefix(GroupResource resource) {
    var group = resource.group().isEmpty() ? "core" : resource.group();
    return "/registry/" + group + "/" + resource.resource() + "/";
  }

  /// The part of a key that follows its resource's prefix, for a name that a client gave.
  ///
  /// @throws dev.timonier.machinery.status.ApiException 400 when the name cannot be part of a path
  public static String requested(String namespace, String name) {
    var faults = Format.checkPathSegment(name);
    if (!faults.isEmpty()) {
      throw ApiErrors.badRequest(
          "Name parameter invalid: " + FieldError.quote(name) + ": " + String.join("; ", faults));
    }
    return path(namespace, name);
  }

  /// The part of a key that follows its resource's prefix.
  ///
  /// @param namespace empty for cluster-scoped resources
  public static String path(String namespace, String name) {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
