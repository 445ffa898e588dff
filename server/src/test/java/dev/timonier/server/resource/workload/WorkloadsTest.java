package dev.timonier.server.resource.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class WorkloadsTest {
  private static final String PODS =
      "selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers:"
          + " [{name: c, image: i}]}}";
  private static final String JOB =
      "template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}";

  @AutoClose private final LocalApi api = new LocalApi();

  private static String object(String kind, String spec) {
    return "{" + type(kind) + ", metadata: {name: x}, spec: {" + spec + "}}";
  }

  private static String type(String kind) {
    var group = kind.endsWith("Job") ? "batch" : "apps";
    return "apiVersion: " + group + "/v1, kind: " + kind;
  }

  private static int generation(ObjectNode object) {
    return object.path("metadata").path("generation").asInt();
  }

  @Test
  void onlyTheSpecificationAndAnnotationsRaiseADeploymentsGeneration() {
    assertThat(generation(api.create(object("Deployment", PODS)))).isEqualTo(1);
    var metadata = "{" + type("Deployment") + ", metadata: {name: x, %s: {k: v}}}";
    assertThat(generation(api.patch(metadata.formatted("labels")))).isEqualTo(1);
    assertThat(generation(api.patch(metadata.formatted("annotations")))).isEqualTo(2);
    assertThat(generation(api.patch(object("Deployment", "replicas: 3")))).isEqualTo(3);
  }

  @Test
  void statusOfADeploymentIsWrittenAlone() {
    api.create(object("Deployment", PODS));
    var deployment =
        api.patch(
            Part.STATUS,
            "{"
                + type("Deployment")
                + ", metadata: {name: x, labels: {k: v}}, spec: {replicas: 9}, status: {replicas:"
                + " 1}}");
    assertThat(deployment.path("spec").path("replicas").asInt()).isEqualTo(1);
    assertThat(deployment.path("metadata").has("labels")).isFalse();
    assertThat(deployment.path("status").path("replicas").asInt()).isEqualTo(1);
  }

  @Test
  void annotationThatIsWrittenWithTheStatusRaisesNoGeneration() {
    api.create(object("Deployment", PODS));
    var deployment =
        api.patch(
            Part.STATUS, "{" + type("Deployment") + ", metadata: {name: x, annotations: {k: v}}}");
    assertThat(deployment.path("metadata").path("annotations").has("k")).isTrue();
    assertThat(generation(deployment)).isEqualTo(1);
  }

  @Test
  void jobFindsItsPodsByItsUid() {
    var job = api.create(object("Job", JOB));
    var uid = job.path("metadata").path("uid").asText();
    var spec = job.path("spec");
    var key = "batch.kubernetes.io/controller-uid";
    assertThat(spec.path("selector").path("matchLabels").path(key).asText()).isEqualTo(uid);
    assertThat(spec.path("template").path("metadata").path("labels").path(key).asText())
        .isEqualTo(uid);
  }

  @Test
  void suspendedJobMayBePlacedElsewhere() {
    api.create(object("Job", JOB + ", suspend: true"));
    var place = "template: {spec: {nodeSelector: {k: v}}}";
    assertThat(LocalApi.faults(() -> api.patch(object("Job", place)))).isEmpty();
    api.patch(object("Job", "suspend: false"));
    var other = "template: {spec: {nodeSelector: {k: w}}}";
    assertThat(LocalApi.faults(() -> api.patch(object("Job", other)))).isNotEmpty();
  }

  @Test
  void templateGenerationOfADaemonSetIsCounted() {
    var key = "deprecated.daemonset.template.generation";
    var set = api.create(object("DaemonSet", PODS));
    assertThat(set.path("metadata").path("annotations").path(key).asText()).isEqualTo("1");
    var changed = api.patch(object("DaemonSet", "template: {spec: {hostname: h}}"));
    assertThat(changed.path("metadata").path("annotations").path(key).asText()).isEqualTo("2");
    var reported = api.update(Part.STATUS, object("DaemonSet", PODS));
    assertThat(reported.path("metadata").path("annotations").path(key).asText()).isEqualTo("2");
  }

  @Test
  void templateGenerationThatIsNoNumberIsRefused() {
    var annotated =
        object("DaemonSet", PODS)
            .replace(
                "metadata: {",
                "metadata: {annotations: {deprecated.daemonset.template.generation: x}, ");
    assertThatThrownBy(() -> api.create(annotated))
        .hasMessage(
            "DaemonSet in version \"v1\" cannot be handled as a DaemonSet: strconv.ParseInt:"
                + " parsing \"x\": invalid syntax");
  }

  @Test
  void jobWithoutLabelsHasThoseOfItsPods() {
    var labelled = JOB.replace("{spec:", "{metadata: {labels: {a: b}}, spec:");
    var job = api.create(object("Job", labelled));
    assertThat(job.at("/metadata/labels"))
        .isEqualTo(job.at("/spec/template/metadata/labels"))
        .hasSizeGreaterThan(1);
  }

  @Test
  void tablesTellWhatIsReady() {
    assertThat(
            api.cells(
                object("Deployment", PODS + ", replicas: 2")
                    .replaceFirst("}$", ", status: {readyReplicas: 1}}")))
        .contains("1/2", "c", "i", "a=b");
  }

  @Test
  void otherNotationOfAQuantityIsNoChange() {
    var limits =
        ", template: {spec: {containers: [{name: c, image: i, resources: {limits: {memory: %s}}}]}}";
    api.create(object("Deployment", PODS));
    var first = api.patch(object("Deployment", "replicas: 1" + limits.formatted("1Gi")));
    var other = api.patch(object("Deployment", "replicas: 1" + limits.formatted("1073741824")));
    assertThat(generation(other)).isEqualTo(generation(first));
    assertThat(other.at("/spec/template/spec/containers/0/resources/limits/memory").asText())
        .isEqualTo("1073741824");
  }
}
