package dev.timonier.server.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Lets claims ask for administrative access to devices only in namespaces that are marked for it
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/#admin-access>).
final class DeviceAdminAccess implements AdmissionPlugin {
  private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
  private static final String LABEL = "resource.kubernetes.io/admin-access";
  private static final String REFUSAL =
      "admin access to devices requires the `resource.kubernetes.io/admin-access: true` label on"
          + " the containing namespace";

  private final CachedObjects objects;

  DeviceAdminAccess(CachedObjects objects) {
    this.objects = objects;
  }

  @Override
  public String name() {
    return "DynamicResourceAdminAccess";
  }

  @Override
  public Set<Step> steps() {
    return Set.of(Step.VALIDATE);
  }

  @Override
  public Set<Operation> operations() {
    return Set.of(Operation.CREATE, Operation.UPDATE);
  }

  @Override
  public void validate(AdmissionRequest request) {
    var path = asked(request);
    if (path.isPresent() && !isMarked(request.namespace())) {
      var fault = FieldError.forbidden(path.get(), REFUSAL);
      throw ApiErrors.invalid(request.kind().groupKind(), request.name(), List.of(fault));
    }
  }

  /// Where it is asked for first. Specifications do not change, and what is allocated is allocated.
  private static Optional<String> asked(AdmissionRequest request) {
    if (request.operation() == Operation.UPDATE) {
      return request.isForStatus("resource.k8s.io", "resourceclaims")
              && granted(request.old().orElseThrow()).isEmpty()
          ? granted(request.object().orElseThrow())
          : Optional.empty();
    }
    if (request.isFor("resource.k8s.io", "resourceclaims")) {
      return requested(spec(request));
    }
    return request.isFor("resource.k8s.io", "resourceclaimtemplates")
        ? requested(spec(request).path("spec"))
        : Optional.empty();
  }

  private static JsonNode spec(AdmissionRequest request) {
    return request.object().orElseThrow().spec();
  }

  /// The paths are those of claims, also for templates.
  private static Optional<String> requested(JsonNode spec) {
    var requests = spec.path("devices").path("requests");
    return IntStream.range(0, requests.size())
        .filter(i -> Trees.isTrue(requests.path(i).path("exactly"), "adminAccess"))
        .mapToObj(i -> "spec.devices.requests[" + i + "].adminAccess")
        .findFirst();
  }

  private static Optional<String> granted(ApiObject claim) {
    var results = claim.status().path("allocation").path("devices").path("results");
    return IntStream.range(0, results.size())
        .filter(i -> Trees.isTrue(results.path(i), "adminAccess"))
        .mapToObj(i -> "status.allocation.devices.results[" + i + "].adminAccess")
        .findFirst();
  }

  private boolean isMarked(String namespace) {
    return objects
        .find(NAMESPACES, "", namespace)
        .filter(object -> "true".equals(object.metadata().labels().get(LABEL)))
        .isPresent();
  }
}
