package dev.timonier.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ClassPluginsTest {
  private static final String CLAIM =
      "apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: ";

  @AutoClose
  private final LocalApi api =
      LocalApi.admitting(
          (objects, _) ->
              List.of(
                  new DefaultStorageClass(objects),
                  new StorageObjectInUseProtection(),
                  new PersistentVolumeClaimResize(objects),
                  new DefaultIngressClass(objects)));

  private void storageClass(String name, String mark, String more) {
    api.create(
        "{apiVersion: storage.k8s.io/v1, kind: StorageClass, provisioner: x, metadata: {name: "
            + name
            + ", annotations: {storageclass.kubernetes.io/is-default-class: '"
            + mark
            + "'}}"
            + more
            + "}");
  }

  private static String claim(String name, String size) {
    return "{"
        + CLAIM
        + name
        + "}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: "
        + size
        + "}}}}";
  }

  @Test
  void claimGetsTheDefaultClassAndIsProtected() {
    storageClass("other", "false", "");
    storageClass("usual", "true", "");
    var claim = api.create(claim("a", "1Gi"));
    assertThat(claim.path("spec").path("storageClassName").asText()).isEqualTo("usual");
    assertThat(claim.path("metadata").path("finalizers"))
        .hasToString("[\"kubernetes.io/pvc-protection\"]");
  }

  @Test
  void claimGrowsOnlyWhereItsClassAllowsIt() {
    storageClass("fixed", "true", "");
    api.create(claim("a", "1Gi"));
    bind("a");
    assertThat(LocalApi.refusal(() -> api.patch(claim("a", "2Gi"))))
        .isEqualTo(
            "persistentvolumeclaims \"a\" is forbidden: only dynamically provisioned pvc can be"
                + " resized and the storageclass that provisions the pvc must support resize");
    api.delete("apiVersion: storage.k8s.io/v1, kind: StorageClass", "fixed");
    storageClass("growing", "true", ", allowVolumeExpansion: true");
    api.create(claim("b", "1Gi"));
    bind("b");
    assertThat(LocalApi.refusal(() -> api.patch(claim("b", "2Gi")))).isEmpty();
  }

  private void bind(String name) {
    api.patch(Part.STATUS, "{" + CLAIM + name + "}, status: {phase: Bound}}");
  }

  @Test
  void ingressGetsTheDefaultClass() {
    api.create(
        "{apiVersion: networking.k8s.io/v1, kind: IngressClass, spec: {controller: a.b/c}, metadata:"
            + " {name: usual, annotations: {ingressclass.kubernetes.io/is-default-class: 'true'}}}");
    var ingress =
        api.create(
            "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec:"
                + " {defaultBackend: {service: {name: s, port: {number: 80}}}}}");
    assertThat(ingress.path("spec").path("ingressClassName").asText()).isEqualTo("usual");
  }
}
