package dev.timonier.server.authz.node;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.CachedObjects;
import dev.timonier.server.authz.Authorizer;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.request.RequestInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// For whom a node may get tokens of a pod's account: for those that the pod's volumes name, or the
/// drivers of its volumes, and for those that it was given the right to
/// (<https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction>).
record TokenAudiences(CachedObjects objects, Authorizer authorizer) {
  private static final GroupResource CLAIMS = new GroupResource("", "persistentvolumeclaims");
  private static final GroupResource VOLUMES = new GroupResource("", "persistentvolumes");
  private static final GroupResource DRIVERS = new GroupResource("storage.k8s.io", "csidrivers");

  /// The drivers that have taken the place of built-in volumes.
  private static final Map<String, String> SUCCESSORS =
      Map.of(
          "awsElasticBlockStore", "ebs.csi.aws.com",
          "azureDisk", "disk.csi.azure.com",
          "azureFile", "file.csi.azure.com",
          "cinder", "cinder.csi.openstack.org",
          "gcePersistentDisk", "pd.csi.storage.gke.io",
          "portworxVolume", "pxd.portworx.com",
          "vsphereVolume", "csi.vsphere.vmware.com");

  void check(AdmissionRequest request, ApiObject pod) {
    var audiences = request.object().orElseThrow().spec().path("audiences");
    NodeRestriction.require(
        audiences.size() <= 1, request, "node may only request 0 or 1 audiences");
    var audience = audiences.path(0).asText("");
    if (!isNamed(request, pod, audience) && !isAllowed(request, audience)) {
      throw request.forbidden(
          "audience \"%s\" not found in pod spec volume, %s is not authorized to request tokens for this audience"
              .formatted(audience, request.user().name()));
    }
  }

  private boolean isAllowed(AdmissionRequest request, String audience) {
    var info =
        RequestInfo.ofObject(
            "request-serviceaccounts-token-audience",
            new GroupResource("", audience),
            request.namespace(),
            request.name());
    return authorizer.authorize(request.user(), info).isAllowed();
  }

  /// @throws ApiException when no volume names the audience, and some cannot be looked at
  private boolean isNamed(AdmissionRequest request, ApiObject pod, String audience) {
    var faults = new ArrayList<String>();
    for (var volume : Trees.objects(pod.spec().path("volumes"))) {
      try {
        if (names(pod, volume, audience)) {
          return true;
        }
      } catch (ApiException e) {
        faults.add(e.status().getMessage());
      }
    }
    if (!faults.isEmpty()) {
      throw request.forbidden("error validating audience \"" + audience + "\": " + joined(faults));
    }
    return false;
  }

  private static String joined(List<String> faults) {
    var distinct = faults.stream().distinct().toList();
    return distinct.size() == 1 ? distinct.getFirst() : "[" + String.join(", ", distinct) + "]";
  }

  private boolean names(ApiObject pod, JsonNode volume, String audience) {
    var projected =
        Trees.stream(volume.path("projected").path("sources"))
            .filter(source -> source.has("serviceAccountToken"))
            .map(source -> Trees.text(source.path("serviceAccountToken"), "audience"))
            .anyMatch(audience::equals);
    if (projected) {
      return true;
    }
    var driver = driver(pod, volume);
    return !driver.isEmpty()
        && Trees.stream(find(DRIVERS, "csidriver", "", driver).spec().path("tokenRequests"))
            .anyMatch(token -> Trees.text(token, "audience").equals(audience));
  }

  private String driver(ApiObject pod, JsonNode volume) {
    if (volume.path("ephemeral").has("volumeClaimTemplate")) {
      return driverOfClaim(pod.namespace(), pod.name() + "-" + Trees.text(volume, "name"));
    }
    return volume.has("persistentVolumeClaim")
        ? driverOfClaim(
            pod.namespace(), Trees.text(volume.path("persistentVolumeClaim"), "claimName"))
        : driver(volume);
  }

  private String driverOfClaim(String namespace, String name) {
    var claim = find(CLAIMS, "persistentvolumeclaim", namespace, name);
    var volume = Trees.text(claim.spec(), "volumeName");
    return driver(find(VOLUMES, "persistentvolume", "", volume).spec());
  }

  /// Of the source of a volume.
  private static String driver(JsonNode volume) {
    return volume.has("csi")
        ? Trees.text(volume.path("csi"), "driver")
        : SUCCESSORS.entrySet().stream()
            .filter(successor -> volume.has(successor.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("");
  }

  private ApiObject find(GroupResource resource, String word, String namespace, String name) {
    return objects
        .find(resource, namespace, name)
        .orElseThrow(() -> ApiErrors.notFound(new GroupResource(resource.group(), word), name));
  }
}
