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

  /// Holds an object that is to be deleted against the options.
  ///
  /// @throws ApiException 409 when it is another object, or was changed
  public static void check(WriteRequest request, DeleteOptions options, ApiObject object) {
    request.resource().strategy().checkDeletion(object, options);
    var metadata = object.metadata();
    if (options.uid().isPresent() && !options.uid().get().equals(metadata.uid())) {
      throw conflict(
          request,
          "the UID in the precondition (%s) does not match the UID in record (%s). The object might have been deleted and then recreated"
              .formatted(options.uid().get(), metadata.uid()));
    }
    var version = options.resourceVersion();
    if (version.isPresent() && !version.get().equals(metadata.resourceVersion())) {
      throw conflict(
          request,
          "the ResourceVersion in the precondition (%s) does not match the ResourceVersion in record (%s). The object might have been modified"
              .formatted(version.get(), metadata.resourceVersion()));
    }
  }

  /// Preconditions name the kind where other conflicts name the resource.
  private static ApiException conflict(WriteRequest request, String cause) {
    var kind = request.resource().kind();
    return ApiErrors.conflict(new GroupResource(kind.group(), kind.kind()), request.name(), cause);
  }

  /// @param dryRun on which the key is told without the store's own part
  /// @param what `UID` or `ResourceVersion`
  public static ApiException unmet(
      GroupResource resource, ApiObject object, DryRun dryRun, String what, String wanted) {
    var metadata = object.metadata();
    var present = what.equals("UID") ? metadata.uid() : metadata.resourceVersion();
    return ApiErrors.conflict(
        resource,
        object.name(),
        "StorageError: invalid object, Code: 4, Key: %s, ResourceVersion: 0, AdditionalErrorMsg:"
                .formatted((dryRun == DryRun.ALL ? "" : "/registry") + key(resource, object))
            + " Precondition failed: %s in precondition: %s, %s in object meta: %s"
                .formatted(what, wanted, what, present));
  }

  private static String key(GroupResource resource, ApiObject object) {
    var folder = FOLDERS.getOrDefault(resource.resource(), resource.resource());
    var namespace = object.namespace().isEmpty() ? "" : object.namespace() + "/";
    return "/" + folder + "/" + namespace + object.name();
  }
}
