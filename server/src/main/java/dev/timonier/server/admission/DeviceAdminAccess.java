package dev.timonier.server.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
    return Set.of(Operation.CREATE);
  }

  @Override
  public void validate(AdmissionRequest request) {
    if (request.isFor("resource.k8s.io", "resourceclaims")) {
      check(request, spec(request));
    } else if (request.isFor("resource.k8s.io", "resourceclaimtemplates")) {
      check(request, spec(request).path("spec"));
    }
  }

  private static JsonNode spec(AdmissionRequest request) {
    return request.object().orElseThrow().spec();
  }

  private void check(AdmissionRequest request, JsonNode spec) {
    var faults = faults(spec.path("devices").path("requests"));
    if (!faults.isEmpty() && !isMarked(request.namespace())) {
      throw ApiErrors.invalid(request.kind().groupKind(), request.name(), faults);
    }
  }

  /// The paths are those of claims, also for templates.
  private static List<FieldError> faults(JsonNode requests) {
    var faults = new ArrayList<FieldError>();
    for (var i = 0; i < requests.size(); i++) {
      var path = "spec.devices.requests[" + i + "]";
      if (requests.path(i).path("exactly").path("adminAccess").asBoolean()) {
        faults.add(FieldError.forbidden(path + ".adminAccess", REFUSAL));
      }
    }
    return faults;
  }

  private boolean isMarked(String namespace) {
    return objects
        .find(NAMESPACES, "", namespace)
        .filter(object -> "true".equals(object.metadata().labels().get(LABEL)))
        .isPresent();
  }
}
