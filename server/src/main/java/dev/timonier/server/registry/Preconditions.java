package dev.timonier.server.registry;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.object.ApiObject;
import java.util.Map;

/// Tells who writes to an object that it is not the one that was meant, in the words in which
/// Kubernetes tells it, with the key that the object has there.
public final class Preconditions {
  private static final Map<String, String> FOLDERS =
      Map.of(
          "endpoints", "services/endpoints",
          "ingresses", "ingress",
          "nodes", "minions",
          "replicationcontrollers", "controllers",
          "services", "services/specs");

  private Preconditions() {}

  /// @param what `UID` or `ResourceVersion`
  public static ApiException unmet(
      GroupResource resource, ApiObject object, String what, String wanted) {
    var metadata = object.metadata();
    var present = what.equals("UID") ? metadata.uid() : metadata.resourceVersion();
    return ApiErrors.conflict(
        resource,
        object.name(),
        "StorageError: invalid object, Code: 4, Key: %s, ResourceVersion: 0, AdditionalErrorMsg:"
                .formatted(key(resource, object))
            + " Precondition failed: %s in precondition: %s, %s in object meta: %s"
                .formatted(what, wanted, what, present));
  }

  private static String key(GroupResource resource, ApiObject object) {
    var folder = FOLDERS.getOrDefault(resource.resource(), resource.resource());
    var namespace = object.namespace().isEmpty() ? "" : object.namespace() + "/";
    return "/registry/" + folder + "/" + namespace + object.name();
  }
}
