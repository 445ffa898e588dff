package dev.timonier.server.resource.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class StorageKindsTest {
  @AutoClose private final LocalApi api = new LocalApi();

  @Test
  void tableMarksTheDefaultClass() {
    assertThat(
            api.cells(
                "{apiVersion: storage.k8s.io/v1, kind: StorageClass, provisioner: x, metadata: {name:"
                    + " a, annotations: {storageclass.kubernetes.io/is-default-class: 'true'}}}"))
        .containsExactly("a (default)", "x", "Delete", "Immediate", false, "<unknown>");
  }

  @Test
  void tableOfCapacitiesSaysWhenTheyCame() {
    assertThat(
            api.cells(
                "{apiVersion: storage.k8s.io/v1, kind: CSIStorageCapacity, storageClassName: s,"
                    + " metadata: {name: a, creationTimestamp: '2026-01-01T00:00:00Z'}}"))
        .containsExactly("a", "2026-01-01T00:00:00Z");
  }

  @Test
  void tableOfKindsWithoutColumnsSaysWhenTheyCame() {
    assertThat(
            api.cells(
                "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata:"
                    + " {name: a, creationTimestamp: '2026-01-01T00:00:00Z'}}"))
        .containsExactly("a", "2026-01-01T00:00:00Z");
  }

  @Test
  void changesOfDriversAreCountedFromTheFirst() {
    var driver =
        "{apiVersion: storage.k8s.io/v1, kind: CSIDriver, metadata: {name: a}, spec: {%s}}";
    var scaling = "preventPodSchedulingIfMissing: true";
    var created = api.create(driver.formatted(scaling));
    assertThat(created.path("metadata").has("generation")).isFalse();
    assertThat(created.path("spec").has("preventPodSchedulingIfMissing")).isFalse();
    assertThat(api.patch(driver.formatted(scaling)).path("metadata").has("generation")).isFalse();
    assertThat(
            api.patch(driver.formatted("requiresRepublish: true"))
                .at("/metadata/generation")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void newTokensOfDriversThatMayBeLoggedAreWarnedOf() {
    var driver =
        "{apiVersion: storage.k8s.io/v1, kind: CSIDriver, metadata: {name: a}, spec: {tokenRequests:"
            + " [{audience: a}], %s}}";
    var warning =
        "spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to"
            + " prevent possible logging of tokens in volume attributes";
    api.create(driver.formatted(""));
    assertThat(api.warnings()).containsExactly(warning);
    api.patch(driver.formatted("podInfoOnMount: true"));
    assertThat(api.warnings()).isEmpty();
    api.patch(driver.formatted("").replace("audience: a", "audience: b"));
    assertThat(api.warnings()).containsExactly(warning);
    api.patch(driver.formatted("serviceAccountTokenInSecrets: true"));
    assertThat(api.warnings()).isEmpty();
  }

  @Test
  void labelsOfNodesOfOldAreWarnedOf() {
    api.create(
        "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: a}, provisioner: p,"
            + " allowedTopologies: [{matchLabelExpressions: [{key: node-role.kubernetes.io/master,"
            + " values: [a]}]}]}");
    assertThat(api.warnings())
        .containsExactly(
            "allowedTopologies[0].matchLabelExpressions[0].key: use"
                + " \"node-role.kubernetes.io/control-plane\" instead");
    api.create(
        "{apiVersion: storage.k8s.io/v1, kind: CSIStorageCapacity, metadata: {name: a},"
            + " storageClassName: s, nodeTopology: {matchLabels: {beta.kubernetes.io/os: a},"
            + " matchExpressions: [{key: app.kubernetes.io/created-by, operator: Exists}]}}");
    assertThat(api.warnings())
        .containsExactly(
            "nodeTopology.matchExpressions[0].key: app.kubernetes.io/created-by is deprecated since"
                + " v1.9",
            "nodeTopology.matchLabels.beta.kubernetes.io/os: deprecated since v1.14; use"
                + " \"kubernetes.io/os\" instead");
  }
}
