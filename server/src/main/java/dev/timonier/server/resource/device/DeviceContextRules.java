package dev.timonier.server.resource.device;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.CachedObjects;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.authz.Authorizer;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.ContextRules;
import dev.timonier.server.validation.Subject;
import java.util.Map;

/// What claims of devices are held against besides the object: the label of their namespace for
/// administrative access
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/#admin-access>),
/// and the rights of whoever writes their status ([StatusRights]).
public final class DeviceContextRules {
  private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
  private static final String LABEL = "resource.kubernetes.io/admin-access";
  private static final String REFUSAL =
      "admin access to devices requires the `resource.kubernetes.io/admin-access: true` label on"
          + " the containing namespace";

  private final CachedObjects objects;
  private final StatusRights rights;

  private DeviceContextRules(CachedObjects objects, Authorizer authorizer) {
    this.objects = objects;
    this.rights = new StatusRights(authorizer);
  }

  /// @param authorizer knows who may allocate devices and tell of them
  public static Map<GroupResource, ContextRules> of(CachedObjects objects, Authorizer authorizer) {
    var rules = new DeviceContextRules(objects, authorizer);
    return Map.of(
        new GroupResource("resource.k8s.io", "resourceclaims"), rules::claim,
        new GroupResource("resource.k8s.io", "resourceclaimtemplates"), rules::template);
  }

  /// Specifications do not change.
  private void claim(AdmissionRequest request, Subject claim) {
    if (request.operation() == Operation.CREATE) {
      requested(request, claim, claim.at("spec"));
    } else if (request.subresource().equals("status")) {
      granted(request, claim);
      rights.check(request, claim);
    }
  }

  private void template(AdmissionRequest request, Subject template) {
    if (request.operation() == Operation.CREATE) {
      requested(request, template, template.at("spec").at("spec"));
    }
  }

  /// The paths are those of claims, also for templates.
  private void requested(AdmissionRequest request, Subject object, Subject spec) {
    var asks = spec.at("devices").at("requests").elements();
    for (var i = 0; i < asks.size(); i++) {
      if (Trees.isTrue(asks.get(i).value().path("exactly"), "adminAccess")) {
        var path = object.at("spec").at("devices").at("requests").at(i).at("adminAccess");
        requireMark(request, path);
        return;
      }
    }
  }

  /// What is allocated stays allocated.
  private void granted(AdmissionRequest request, Subject claim) {
    if (results(request.old().orElseThrow()).valueStream().anyMatch(DeviceContextRules::isAdmin)) {
      return;
    }
    claim.at("status").at("allocation").at("devices").at("results").elements().stream()
        .filter(result -> isAdmin(result.value()))
        .findFirst()
        .ifPresent(result -> requireMark(request, result.at("adminAccess")));
  }

  private static JsonNode results(ApiObject claim) {
    return claim.status().path("allocation").path("devices").path("results");
  }

  private static boolean isAdmin(JsonNode result) {
    return Trees.isTrue(result, "adminAccess");
  }

  private void requireMark(AdmissionRequest request, Subject field) {
    var marked =
        objects
            .find(NAMESPACES, "", request.namespace())
            .filter(it -> "true".equals(it.metadata().labels().get(LABEL)));
    if (marked.isEmpty()) {
      field.forbidden(REFUSAL);
    }
  }
}
