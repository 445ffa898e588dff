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
import java.util.Map;
import java.util.Optional;

/// The pods that a node may create: those that show what it runs by its own files. They are its
/// own, and name no other object.
record MirrorPods(CachedObjects objects) {
  private static final GroupResource NODES = new GroupResource("", "nodes");

  /// As a node that there is none is called here.
  private static final GroupResource NODE = new GroupResource("", "node");

  private static final Map<String, String> VOLUMES =
      Map.of(
          "configMap", "configmaps (via configmap volumes)",
          "secret", "secrets (via secret volumes)",
          "csi", "csidrivers (via CSI volumes)",
          "glusterfs", "endpoints (via glusterFS volumes)",
          "persistentVolumeClaim", "persistentvolumeclaims",
          "ephemeral", "persistentvolumeclaims (via ephemeral volumes)",
          "azureFile", "secrets (via azureFile volumes)");
  private static final Map<String, String> PROJECTED =
      Map.of(
          "configMap", "configmaps (via projected volumes)",
          "secret", "secrets (via projected volumes)",
          "serviceAccountToken", "serviceaccounts (via projected volumes)",
          "clusterTrustBundle", "clustertrustbundles",
          "podCertificate", "podcertificates");

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
    var reference = reference(pod, references);
    require(
        reference.isEmpty(),
        request,
        who + "not create pods that reference " + reference.orElse(""));
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
    var actual = objects.find(NODES, "", node).orElseThrow(() -> ApiErrors.notFound(NODE, node));
    var given = Trees.text(owner, "uid");
    require(
        given.equals(actual.metadata().uid()),
        request,
        "node %s UID mismatch: expected %s got %s".formatted(node, given, actual.metadata().uid()));
  }

  /// The kind of the first object that a pod refers to, and how.
  private static Optional<String> reference(ApiObject pod, PodReferences references) {
    if (!references.serviceAccount().isEmpty()) {
      return Optional.of("serviceaccounts");
    }
    if (!references.secrets().isEmpty()) {
      return Optional.of("secrets");
    }
    if (!references.configMaps().isEmpty()) {
      return Optional.of("configmaps");
    }
    if (!pod.spec().path("resourceClaims").isEmpty()) {
      return Optional.of("resourceclaims");
    }
    return Trees.stream(pod.spec().path("volumes"))
        .flatMap(volume -> ofVolume(volume).stream())
        .findFirst();
  }

  private static Optional<String> ofVolume(JsonNode volume) {
    return VOLUMES.entrySet().stream()
        .filter(source -> volume.has(source.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .or(
            () ->
                Trees.stream(volume.path("projected").path("sources"))
                    .flatMap(source -> ofProjected(source).stream())
                    .findFirst());
  }

  private static Optional<String> ofProjected(JsonNode source) {
    return PROJECTED.entrySet().stream()
        .filter(kind -> source.has(kind.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
