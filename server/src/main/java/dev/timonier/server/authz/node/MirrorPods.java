package dev.timonier.server.authz.node;

import static dev.timonier.server.authz.node.NodeRestriction.require;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.CachedObjects;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.pod.PodReferences;

/// The pods that a node may create: those that show what it runs by its own files. They are its
/// own, and name no other object.
record MirrorPods(CachedObjects objects) {
  private static final GroupResource NODES = new GroupResource("", "nodes");

  void check(String node, AdmissionRequest request) {
    var pod = request.object().orElseThrow();
    var references = new PodReferences(pod);
    var who = "node \"" + node + "\" can ";
    require(
        references.isMirror(),
        request,
        "pod does not have \"kubernetes.io/config.mirror\" annotation, "
            + who
            + "only create mirror pods");
    require(
        Trees.text(pod.spec(), "nodeName").equals(node),
        request,
        who + "only create pods with spec.nodeName set to itself");
    owner(node, pod, request);
    references(references, request, who + "not create pods that reference ");
  }

  private void owner(String node, ApiObject pod, AdmissionRequest request) {
    var owners = pod.metadata().tree().path("ownerReferences");
    var who = "node \"" + node + "\" can only create pods with ";
    require(owners.size() <= 1, request, who + "a single owner reference set to itself");
    var owner = owners.path(0);
    var isNode =
        Trees.text(owner, "apiVersion").equals("v1")
            && Trees.text(owner, "kind").equals("Node")
            && Trees.text(owner, "name").equals(node);
    require(isNode, request, who + "an owner reference set to itself");
    require(
        Trees.isTrue(owner, "controller"),
        request,
        who + "a controller owner reference set to itself");
    require(
        !Trees.isTrue(owner, "blockOwnerDeletion"),
        request,
        "node \"" + node + "\" must not set blockOwnerDeletion on an owner reference");
    uid(node, owner, request);
  }

  private void uid(String node, JsonNode owner, AdmissionRequest request) {
    var actual = objects.find(NODES, "", node).orElseThrow(() -> ApiErrors.notFound(NODES, node));
    var given = Trees.text(owner, "uid");
    require(
        given.equals(actual.metadata().uid()),
        request,
        "node %s UID mismatch: expected %s got %s".formatted(node, given, actual.metadata().uid()));
  }

  private static void references(
      PodReferences references, AdmissionRequest request, String refusal) {
    require(references.serviceAccount().isEmpty(), request, refusal + "a service account");
    require(references.secrets().isEmpty(), request, refusal + "secrets");
    require(references.configMaps().isEmpty(), request, refusal + "configmaps");
    require(!references.hasTrustBundles(), request, refusal + "clustertrustbundles");
    require(references.claims().isEmpty(), request, refusal + "persistentvolumeclaims");
  }
}
