package dev.timonier.server.resource.device;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.token.ServiceAccountName;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.authn.User;
import dev.timonier.server.authz.Authorizer;
import dev.timonier.server.authz.Refusal;
import dev.timonier.server.object.Trees;
import dev.timonier.server.request.RequestInfo;
import dev.timonier.server.schema.SemanticEquality;
import dev.timonier.server.validation.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Who writes a part of a claim's status needs a right for it besides the right to write the
/// status: `resourceclaims/binding` in the whole cluster to allocate and to reserve, and
/// `resourceclaims/driver` by the name of the driver to tell of its devices, with the verb
/// `arbitrary-node:update` or `arbitrary-node:patch`. A driver that runs where the devices are may
/// have `associated-node:` instead
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/#resourceclaim-device-status>).
final class StatusRights {
  private static final GroupResource CLAIMS =
      new GroupResource("resource.k8s.io", "resourceclaims");

  private final Authorizer authorizer;

  StatusRights(Authorizer authorizer) {
    this.authorizer = authorizer;
  }

  void check(AdmissionRequest request, Subject claim) {
    var status = claim.at("status");
    var old = request.old().orElseThrow().status();
    if (!same(status.value(), old, "allocation", "resource/v1.AllocationResult")
        || !status.value().path("reservedFor").equals(old.path("reservedFor"))) {
      binding(request, status.at("allocation"));
    }
    if (status.has("allocation")) {
      var verbs = verbs(request, status.value().path("allocation"));
      for (var driver : changedDrivers(status.value(), old)) {
        driver(request, driver, verbs, status.at("devices"));
      }
    }
  }

  private static boolean same(JsonNode status, JsonNode old, String field, String type) {
    return SemanticEquality.same(status.path(field), old.path(field), type);
  }

  private static String verb(AdmissionRequest request) {
    return Trees.text(request.options(), "kind").equals("PatchOptions") ? "patch" : "update";
  }

  private void binding(AdmissionRequest request, Subject field) {
    var verb = verb(request);
    refusal(request.user(), RequestInfo.ofObject(verb, CLAIMS, "", "").withSubresource("binding"))
        .ifPresent(
            refusal ->
                field.forbidden(
                    "changing status.allocation or status.reservedFor requires"
                        + " resource=\"resourceclaims/binding\", verb=\""
                        + verb
                        + "\" permission: "
                        + refusal));
  }

  /// Any of the verbs will do, and the first refusal is told.
  private void driver(AdmissionRequest request, String driver, List<String> verbs, Subject field) {
    var refusals =
        verbs.stream()
            .map(verb -> RequestInfo.ofObject(verb, CLAIMS, request.namespace(), driver))
            .map(info -> refusal(request.user(), info.withSubresource("driver")))
            .toList();
    if (refusals.stream().allMatch(Optional::isPresent)) {
      field.forbidden(
          "changing status.devices requires resource=\"resourceclaims/driver\", verb=\"["
              + String.join(" ", verbs)
              + "]\" permission: "
              + refusals.getFirst().orElseThrow());
    }
  }

  private Optional<String> refusal(User user, RequestInfo info) {
    var decision = authorizer.authorize(user, info);
    return decision.isAllowed()
        ? Optional.empty()
        : Optional.of(Refusal.of(user, info, decision.reason()).status().getMessage());
  }

  private static List<String> verbs(AdmissionRequest request, JsonNode allocation) {
    var anywhere = "arbitrary-node:" + verb(request);
    return runsWhereAllocated(request.user(), allocation)
        ? List.of("associated-node:" + verb(request), anywhere)
        : List.of(anywhere);
  }

  private static boolean runsWhereAllocated(User user, JsonNode allocation) {
    var node = node(allocation);
    return !node.isEmpty()
        && ServiceAccountName.of(user.name()).isPresent()
        && List.of(node).equals(user.extra().get(User.NODE_NAME));
  }

  /// The one node where the devices are; empty when they are not of one node.
  private static String node(JsonNode allocation) {
    var terms = allocation.path("nodeSelector").path("nodeSelectorTerms");
    var fields = terms.path(0).path("matchFields");
    var field = fields.path(0);
    var isOne =
        terms.size() == 1
            && terms.path(0).path("matchExpressions").isEmpty()
            && fields.size() == 1
            && Trees.text(field, "key").equals("metadata.name")
            && Trees.text(field, "operator").equals("In")
            && field.path("values").size() == 1;
    return isOne ? field.path("values").path(0).asText() : "";
  }

  /// The drivers of whose devices something else is told, or nothing any more, in their order.
  private static Set<String> changedDrivers(JsonNode status, JsonNode old) {
    var before = new HashMap<DeviceId, JsonNode>();
    old.path("devices").forEach(device -> before.put(DeviceId.of(device), device));
    var drivers = new TreeSet<String>();
    for (var device : status.path("devices")) {
      var known = before.remove(DeviceId.of(device));
      if (!Objects.equals(known, device)) {
        drivers.add(Trees.text(device, "driver"));
      }
    }
    before.keySet().forEach(id -> drivers.add(id.driver()));
    return drivers;
  }
}
