package dev.timonier.server.resource.core.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.Creation;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class VolumeKindsTest {
  @AutoClose private final LocalApi api = new LocalApi();

  static final List<Creation> CREATIONS =
      List.of(
          new Creation(
              "nowhere",
              "{apiVersion: v1, kind: PersistentVolume, metadata: {name: a}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce]}}",
              List.of("spec: Required value: must specify a volume type")),
          new Creation(
              "at two places",
              "{apiVersion: v1, kind: PersistentVolume, metadata: {name: a}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /x}, nfs: {server: s, path: /p}}}",
              List.of("spec.nfs: Forbidden: may not specify more than 1 volume type")),
          new Creation(
              "of unknown size",
              "{apiVersion: v1, kind: PersistentVolume, metadata: {name: a}, spec: {accessModes: [ReadWriteOnce], hostPath: {path: /x}}}",
              List.of(
                  "spec.capacity: Required value",
                  "spec.capacity: Unsupported value: null: supported values: \"storage\"")),
          new Creation(
              "of no size",
              "{apiVersion: v1, kind: PersistentVolume, metadata: {name: a}, spec: {accessModes: [ReadWriteOnce], capacity: {storage: '0'}, hostPath: {path: /x}}}",
              List.of("spec.capacity[storage]: Invalid value: \"0\": must be greater than zero")),
          new Creation(
              "modes that exclude each other",
              "{apiVersion: v1, kind: PersistentVolume, metadata: {name: a}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce, ReadWriteOncePod], hostPath: {path: /x}}}",
              List.of(
                  "spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes")),
          new Creation(
              "path that climbs",
              "{apiVersion: v1, kind: PersistentVolume, metadata: {name: a}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /a/../b}}}",
              List.of("spec.hostPath.path: Invalid value: \"/a/../b\": must not contain '..'")),
          new Creation(
              "local without a node",
              "{apiVersion: v1, kind: PersistentVolume, metadata: {name: a}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], local: {path: /mnt}}}",
              List.of("spec.nodeAffinity: Required value: Local volume requires node affinity")),
          new Creation(
              "claim of nothing",
              "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a}, spec: {}}",
              List.of(
                  "spec.accessModes: Required value: at least 1 access mode is required",
                  "spec.resources[storage]: Required value")),
          new Creation(
              "claim of less than nothing",
              "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: -1Gi}}}}",
              List.of(
                  "spec.resources[storage]: Invalid value: \"-1Gi\": must be greater than zero")),
          new Creation(
              "claim with an unknown source",
              "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}, dataSourceRef: {kind: Thing, name: x}}}",
              List.of(
                  "spec.dataSource: Invalid value: \"Thing\": must be 'PersistentVolumeClaim' when referencing the default apiGroup",
                  "spec.dataSourceRef: Invalid value: \"Thing\": must be 'PersistentVolumeClaim' when referencing the default apiGroup")));

  @ParameterizedTest
  @FieldSource("CREATIONS")
  void newVolumesAndClaimsKeepTheirRules(Creation c) {
    assertThat(LocalApi.faults(() -> api.create(c.yaml()))).isEqualTo(c.faults());
  }

  private static final String CLAIM =
      "apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a}";

  @Test
  void newClaimIsPending() {
    var claim = api.create("{" + CLAIM + ", spec: " + claimed("1Gi") + "}");
    assertThat(claim.path("status").path("phase").asText()).isEqualTo("Pending");
    assertThat(claim.path("spec").path("volumeMode").asText()).isEqualTo("Filesystem");
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
}
