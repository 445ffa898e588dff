package dev.timonier.server.resource.core.podspec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.TestServer;
import dev.timonier.server.registry.Part;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class GatedFieldsTest {
  private static final String SPEC =
      """
      {schedulingGroup: {podGroupName: g}, restartPolicy: RESTART, containers: [
        {name: c, image: i, lifecycle: {stopSignal: SIGINT}},
        {name: d, image: i, lifecycle: {stopSignal: SIGINT, preStop: {sleep: {seconds: 1}}}}],
        serviceAccountName: a, volumes: [{name: v, projected: {sources: [
          {serviceAccountToken: {path: t}, clusterTrustBundle: {name: b, path: p}},
          {podCertificate: {signerName: a.io/s, keyType: ED25519, keyPath: k}}]}}]}""";
  private static final String POD = "apiVersion: v1, kind: Pod, metadata: {name: a}";

  @AutoClose private final LocalApi api = new LocalApi();

  private record Kind(String name, String object, String spec) {
    String yaml() {
      var restart = name.equals("Job") || name.equals("CronJob") ? "Never" : "Always";
      return object.replace("SPEC", SPEC).replace("RESTART", restart);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Kind maker(String group, String kind) {
    return new Kind(
        kind,
        "{apiVersion: "
            + group
            + ", kind: "
            + kind
            + ", metadata: {name: a}, spec: {selector: {matchLabels: {b: c}}, template: {metadata:"
            + " {labels: {b: c}}, spec: SPEC}}}",
        "/spec/template/spec");
  }

  static final List<Kind> KINDS =
      List.of(
          new Kind("Pod", "{" + POD + ", spec: SPEC}", "/spec"),
          new Kind(
              "PodTemplate",
              "{apiVersion: v1, kind: PodTemplate, metadata: {name: a}, template: {spec: SPEC}}",
              "/template/spec"),
          new Kind(
              "ReplicationController",
              "{apiVersion: v1, kind: ReplicationController, metadata: {name: a}, spec: {template:"
                  + " {metadata: {labels: {b: c}}, spec: SPEC}}}",
              "/spec/template/spec"),
          maker("apps/v1", "Deployment"),
          maker("apps/v1", "ReplicaSet"),
          maker("apps/v1", "StatefulSet"),
          maker("apps/v1", "DaemonSet"),
          new Kind(
              "Job",
              "{apiVersion: batch/v1, kind: Job, metadata: {name: a}, spec: {template: {spec:"
                  + " SPEC}}}",
              "/spec/template/spec"),
          new Kind(
              "CronJob",
              "{apiVersion: batch/v1, kind: CronJob, metadata: {name: a}, spec: {schedule: '@daily',"
                  + " jobTemplate: {spec: {template: {spec: SPEC}}}}}",
              "/spec/jobTemplate/spec/template/spec"));

  @ParameterizedTest
  @FieldSource("KINDS")
  void fieldsOfClosedGatesAreNotStored(Kind kind) {
    assertThatAllAreGone(api.create(kind.yaml()).at(kind.spec()));
    assertThatAllAreGone(api.patch(kind.yaml()).at(kind.spec()));
  }

  private static void assertThatAllAreGone(JsonNode spec) {
    assertThat(spec.has("schedulingGroup")).isFalse();
    assertThat(spec.at("/containers/0").has("lifecycle")).isFalse();
    assertThat(spec.at("/containers/1/lifecycle").toString())
        .isEqualTo("{\"preStop\":{\"sleep\":{\"seconds\":1}}}");
    var sources = spec.at("/volumes/0/projected/sources");
    assertThat(sources.path(0).has("clusterTrustBundle")).isFalse();
    assertThat(sources.path(0).has("serviceAccountToken")).isTrue();
    assertThat(sources.path(1)).isEmpty();
  }

  @Test
  void fieldsOfClosedGatesAreNotStoredInAStatus() {
    api.create("{" + POD + ", spec: {containers: [{name: c, image: i}]}}");
    var status =
        api.patch(
                Part.STATUS,
                "{"
                    + POD
                    + ", status: {nodeAllocatableResourceClaimStatuses: [{resourceClaimName: r}],"
                    + " containerStatuses: [{name: c, volumeMounts: [{name: v, mountPath: /a,"
                    + " volumeStatus: {image: {imageRef: r}}}]}]}}")
            .path("status");
    assertThat(status.has("nodeAllocatableResourceClaimStatuses")).isFalse();
    var mount = status.at("/containerStatuses/0/volumeMounts/0");
    assertThat(mount.has("mountPath")).isTrue();
    assertThat(mount.has("volumeStatus")).isFalse();
  }

  @Test
  void whoWroteAFieldOfAClosedGateManagesIt() {
    try (var server = new TestServer()) {
      var made =
          server
              .admin()
              .post(
                  "/api/v1/namespaces/default/podtemplates",
                  "{metadata: {name: a}, template: {spec: {containers: [{name: c, image: i,"
                      + " lifecycle: {stopSignal: SIGINT}}]}}}")
              .body();
      assertThat(made.at("/template/spec/containers/0").has("lifecycle")).isFalse();
      assertThat(made.at("/metadata/managedFields").toString()).contains("f:stopSignal");
    }
  }
}
