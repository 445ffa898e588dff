package dev.timonier.server.resource.core.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class VolumeKindsTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private static final String CLAIM =
      "apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a}";

  @Test
  void newClaimIsPending() {
    var claim = api.create("{" + CLAIM + ", spec: " + claimed("1Gi") + "}");
    assertThat(claim.path("status").path("phase").asText()).isEqualTo("Pending");
    assertThat(claim.path("spec").path("volumeMode").asText()).isEqualTo("Filesystem");
  }

  @Test
  void claimOfAVolumeThatItDoesNotHaveYetHasNoCapacity() {
    var claim = "{" + CLAIM + ", status: {phase: Pending}, spec: %s}";
    assertThat(api.cells(claim.formatted("{volumeName: v}")))
        .startsWith("a", "Pending", "v", "0", "");
    assertThat(api.cells(claim.formatted("{}"))).startsWith("a", "Pending", "", "", "");
  }

  private static String claimed(String size) {
    return "{accessModes: [ReadWriteOnce], resources: {requests: {storage: " + size + "}}}";
  }

  @Test
  void boundClaimMayGrowButNothingElse() {
    api.create("{" + CLAIM + ", spec: " + claimed("1Gi") + "}");
    assertThat(LocalApi.faults(() -> grow("2Gi")))
        .containsExactly(
            """
            spec: Forbidden: spec is immutable after creation except resources.requests and \
            volumeAttributesClassName for bound claims
            @@ -6,7 +6,7 @@
              "Resources": {
               "Limits": null,
               "Requests": {
            -   "storage": "1Gi"
            +   "storage": "2Gi"
               }
              },
              "VolumeName": "",
            """);
    api.patch(Part.STATUS, "{" + CLAIM + ", status: {phase: Bound, capacity: {storage: 1Gi}}}");
    grow("2Gi");
    assertThat(LocalApi.faults(() -> grow("1Gi")))
        .containsExactly(
            "spec.resources.requests.storage: Forbidden: field can not be less than"
                + " status.capacity");
  }

  private void grow(String size) {
    api.patch("{" + CLAIM + ", spec: " + claimed(size) + "}");
  }

  @Test
  void volumeStaysWhereItIs() {
    var volume = "apiVersion: v1, kind: PersistentVolume, metadata: {name: a}";
    api.create(
        "{"
            + volume
            + ", spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path:"
            + " /x}}}");
    assertThat(LocalApi.faults(() -> api.patch("{" + volume + ", spec: {hostPath: {path: /y}}}")))
        .containsExactly(
            """
            spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after \
            creation
            @@ -2,7 +2,7 @@
              "GCEPersistentDisk": null,
              "AWSElasticBlockStore": null,
              "HostPath": {
            -  "Path": "/x",
            +  "Path": "/y",
               "Type": ""
              },
              "Glusterfs": null,
            """);
  }

  @Test
  void tableShowsClaim() {
    assertThat(
            api.cells(
                "{apiVersion: v1, kind: PersistentVolume, metadata: {name: a}, spec: {capacity:"
                    + " {storage: 1Gi}, accessModes: [ReadWriteMany, ReadWriteOnce],"
                    + " storageClassName: s, claimRef: {namespace: 'n', name: c}}, status: {phase:"
                    + " Bound}}"))
        .containsExactly(
            "a",
            "1Gi",
            "RWO,RWX",
            "Retain",
            "Bound",
            "n/c",
            "s",
            "<unset>",
            "",
            "<unknown>",
            "Filesystem");
  }

  @Test
  void whatIsOldAboutAVolumeIsWarnedOf() {
    api.create(
        "{apiVersion: v1, kind: PersistentVolume, metadata: {name: old, annotations:"
            + " {volume.beta.kubernetes.io/mount-options: a}}, spec: {capacity: {storage: '1'},"
            + " accessModes: [ReadWriteOnce], persistentVolumeReclaimPolicy: Recycle, rbd: {monitors:"
            + " [m], image: i}, nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions:"
            + " [{key: beta.kubernetes.io/arch, operator: Exists}]}]}}}}");
    assertThat(api.warnings())
        .containsExactly(
            "metadata.annotations[volume.beta.kubernetes.io/mount-options]: deprecated since v1.31;"
                + " use \"mountOptions\" attribute instead",
            "spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead,"
                + " the recommended approach is to use dynamic provisioning.",
            "spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].key:"
                + " beta.kubernetes.io/arch is deprecated since v1.14; use \"kubernetes.io/arch\""
                + " instead",
            "spec.rbd: deprecated in v1.28, non-functional in v1.31+");
    api.patch(
        Part.STATUS,
        "{apiVersion: v1, kind: PersistentVolume, metadata: {name: old}, status: {phase: Released}}");
    assertThat(api.warnings()).isEmpty();
  }

  @Test
  void volumeTellsSinceWhenItIsInItsPhase() {
    var volume = "{apiVersion: v1, kind: PersistentVolume, metadata: {name: a}, %s}";
    api.create(
        volume.formatted(
            "spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /a}}"));
    api.time().advance(Duration.ofSeconds(5));
    assertThat(since(volume.formatted("status: {phase: Available}")))
        .isEqualTo("2026-01-01T00:00:05Z");
    api.time().advance(Duration.ofSeconds(5));
    assertThat(since(volume.formatted("status: {phase: Available, message: m}")))
        .isEqualTo("2026-01-01T00:00:05Z");
    var told = "status: {phase: Bound, lastPhaseTransitionTime: '2026-02-02T00:00:00Z'}";
    assertThat(since(volume.formatted(told))).isEqualTo("2026-02-02T00:00:00Z");
  }

  private String since(String change) {
    return api.patch(Part.STATUS, change).path("status").path("lastPhaseTransitionTime").asText();
  }
}
