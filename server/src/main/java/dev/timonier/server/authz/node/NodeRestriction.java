package dev.timonier.server.authz.node;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.admission.AdmissionPlugin;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.CachedObjects;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.admission.Step;
import dev.timonier.server.authz.Authorizer;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Lets a node write only itself, its lease and the pods that are bound to it
/// (<https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction>).
public final class NodeRestriction implements AdmissionPlugin {
  private static final GroupResource PODS = new GroupResource("", "pods");
  private static final String EXTENDED = "extendedResourceClaimStatus";

  /// As a pod that there is none is called here.
  private static final GroupResource POD = new GroupResource("", "pod");

  private final CachedObjects objects;
  private final TokenAudiences audiences;

  /// @param authorizer knows for whom nodes may get tokens that no pod of theirs needs
  public NodeRestriction(CachedObjects objects, Authorizer authorizer) {
    this.objects = objects;
    this.audiences = new TokenAudiences(objects, authorizer);
  }

  @Override
  public String name() {
    return "NodeRestriction";
  }

  @Override
  public Set<Step> steps() {
    return Set.of(Step.ADMIT);
  }

  @Override
  public Set<Operation> operations() {
    return Set.of(Operation.CREATE, Operation.UPDATE, Operation.DELETE);
  }

  @Override
  public void mutate(AdmissionRequest request) {
    NodeIdentity.of(request.user()).ifPresent(node -> check(node.name(), request));
  }

  private void check(String node, AdmissionRequest request) {
    if (node.isEmpty()) {
      throw request.forbidden(
          "could not determine node from user \"" + request.user().name() + "\"");
    }
    switch (request.resource().groupResource().toString()) {
      case "pods" -> pod(node, request);
      case "nodes" -> NodeWrites.check(node, request);
      case "persistentvolumeclaims" -> ClaimWrites.check(node, request);
      case "serviceaccounts" -> token(node, request);
      case "leases.coordination.k8s.io" -> lease(node, request);
      case "csinodes.storage.k8s.io" ->
          own(node, request, "can only access CSINode with the same name as the requesting node");
      case "resourceslices.resource.k8s.io" -> slice(node, request);
      case "certificatesigningrequests.certificates.k8s.io" -> NodeRequests.check(node, request);
      default -> {}
    }
  }

  private void pod(String node, AdmissionRequest request) {
    switch (request.subresource()) {
      case "" -> wholePod(node, request);
      case "status" -> status(node, request);
      case "eviction" -> eviction(node, request);
      case String other ->
          throw request.forbidden(
              "unexpected pod subresource \""
                  + other
                  + "\", only 'status' and 'eviction' are allowed");
    }
  }

  private void wholePod(String node, AdmissionRequest request) {
    switch (request.operation()) {
      case CREATE -> new MirrorPods(objects).check(node, request);
      case DELETE ->
          require(
              isOn(node, request.old().orElseThrow()),
              request,
              "node \"" + node + "\" can only delete pods with spec.nodeName set to itself");
      case UPDATE, CONNECT ->
          throw request.forbidden(
              "unexpected operation \""
                  + request.operation()
                  + "\", node \""
                  + node
                  + "\" can only create and delete mirror pods");
    }
  }

  private static void status(String node, AdmissionRequest request) {
    var old = request.old().orElseThrow();
    var next = request.object().orElseThrow();
    require(
        isOn(node, old),
        request,
        "node \""
            + node
            + "\" can only update pod status for pods with spec.nodeName set to itself");
    require(
        next.metadata().labels().equals(old.metadata().labels()),
        request,
        "node \"" + node + "\" cannot update labels through pod status");
    require(
        claims(next).equals(claims(old)),
        request,
        "node \"" + node + "\" cannot update resource claim statues");
    require(
        next.status().path(EXTENDED).equals(old.status().path(EXTENDED)),
        request,
        "node \"" + node + "\" cannot update extended resource claim status");
  }

  private static JsonNode claims(ApiObject pod) {
    return pod.status().path("resourceClaimStatuses");
  }

  private void eviction(String node, AdmissionRequest request) {
    require(
        isOn(node, pod(request, request.name())),
        request,
        "node " + node + " can only evict pods with spec.nodeName set to itself");
  }

  private ApiObject pod(AdmissionRequest request, String name) {
    return objects
        .find(PODS, request.namespace(), name)
        .orElseThrow(() -> ApiErrors.notFound(POD, name));
  }

  private static boolean isOn(String node, ApiObject object) {
    return Trees.text(object.spec(), "nodeName").equals(node);
  }

  /// A token of a node's is for one of its pods.
  private void token(String node, AdmissionRequest request) {
    if (request.operation() != Operation.CREATE || !request.subresource().equals("token")) {
      return;
    }
    var bound = request.object().orElseThrow().spec().path("boundObjectRef");
    var name = Trees.text(bound, "name");
    var isPod =
        Trees.text(bound, "apiVersion").equals("v1") && Trees.text(bound, "kind").equals("Pod");
    require(isPod && !name.isEmpty(), request, "node requested token not bound to a pod");
    var uid = Trees.text(bound, "uid");
    require(!uid.isEmpty(), request, "node requested token with a pod binding without a uid");
    var pod = pod(request, name);
    require(
        uid.equals(pod.metadata().uid()),
        request,
        "the UID in the bound object reference ("
            + uid
            + ") does not match the UID in record. The object might have been deleted and then"
            + " recreated");
    require(
        isOn(node, pod),
        request,
        "node requested token bound to a pod scheduled on a different node");
    audiences.check(request, pod);
  }

  private static void lease(String node, AdmissionRequest request) {
    require(
        request.namespace().equals("kube-node-lease"),
        request,
        "can only access leases in the \"kube-node-lease\" system namespace");
    own(node, request, "can only access node lease with the same name as the requesting node");
  }

  private static void own(String node, AdmissionRequest request, String refusal) {
    require(nameOf(request).equals(node), request, refusal);
  }

  static String nameOf(AdmissionRequest request) {
    return request.name().isEmpty()
        ? request.object().map(ApiObject::name).orElse("")
        : request.name();
  }

  private static void slice(String node, AdmissionRequest request) {
    var slices =
        List.of(
            request.operation() == Operation.CREATE ? request.object() : request.old(),
            request.object());
    for (var slice : slices) {
      if (slice.isPresent() && !isOn(node, slice.get())) {
        throw request.forbidden(
            "can only "
                + request.operation().name().toLowerCase(Locale.ROOT)
                + " ResourceSlice with the same NodeName as the requesting node");
      }
    }
  }

  static void require(boolean condition, AdmissionRequest request, String refusal) {
    if (!condition) {
      throw request.forbidden(refusal);
    }
  }
}
