package dev.timonier.server.resource.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.fixture.Variations;
import dev.timonier.server.registry.Part;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class WorkloadsTest {
  private static final String PODS =
      "selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers:"
          + " [{name: c, image: i}]}}";
  private static final String JOB =
      "template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}";
  private static final String CRON_JOB =
      "schedule: '0 0 * * *', jobTemplate: {spec: {" + JOB + "}}";

  @AutoClose private final LocalApi api = new LocalApi();

  private record Case(String kind, String spec, List<String> faults) {}

  static final List<Case> CREATIONS =
      List.of(
          new Case("Deployment", PODS, List.of()),
          new Case("ReplicaSet", PODS, List.of()),
          new Case("StatefulSet", PODS, List.of()),
          new Case("DaemonSet", PODS, List.of()),
          new Case("Job", JOB, List.of()),
          new Case("CronJob", CRON_JOB, List.of()),
          new Case(
              "Deployment",
              PODS + ", strategy: {type: Recreate, rollingUpdate: {}}",
              List.of(
                  "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy"
                      + " `type` is 'Recreate'")),
          new Case(
              "Deployment",
              PODS + ", strategy: {type: Odd}",
              List.of(
                  "spec.strategy: Unsupported value: {\"Type\":\"Odd\",\"RollingUpdate\":null}:"
                      + " supported values: \"Recreate\", \"RollingUpdate\"")),
          new Case(
              "Deployment",
              PODS + ", minReadySeconds: 600",
              List.of(
                  "spec.progressDeadlineSeconds: Invalid value: 600: must be greater than"
                      + " minReadySeconds")),
          new Case(
              "ReplicaSet",
              PODS.replace("matchLabels: {a: b}", "matchLabels: {a: c}") + ", replicas: -1",
              List.of(
                  "spec.replicas: Invalid value: -1: must be greater than or equal to 0",
                  "spec.template.metadata.labels: Invalid value: {\"a\":\"b\"}: `selector` does not"
                      + " match template `labels`")),
          new Case(
              "StatefulSet",
              PODS + ", updateStrategy: {type: OnDelete, rollingUpdate: {partition: 1}}",
              List.of(
                  "spec.updateStrategy.rollingUpdate: Invalid value:"
                      + " {\"Partition\":1,\"MaxUnavailable\":null}: only allowed for updateStrategy"
                      + " 'RollingUpdate'")),
          new Case(
              "DaemonSet",
              PODS + ", updateStrategy: {rollingUpdate: {maxUnavailable: 0}}",
              List.of(
                  "spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0"
                      + " when maxSurge is 0")),
          new Case(
              "Job",
              JOB + ", completionMode: Indexed, parallelism: 2",
              List.of("spec.completions: Required value: when completion mode is Indexed")),
          new Case(
              "Job",
              JOB.replace("Never", "Always"),
              List.of(
                  "spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\","
                      + " \"Never\"")),
          new Case(
              "CronJob",
              CRON_JOB.replace("0 0 * * *", "0 24 * * *") + ", timeZone: Mars/Olympus",
              List.of(
                  "spec.schedule: Invalid value: \"0 24 * * *\": end of range (24) above maximum"
                      + " (23): 24",
                  "spec.timeZone: Invalid value: \"Mars/Olympus\": unknown time zone"
                      + " Mars/Olympus")),
          new Case(
              "CronJob",
              CRON_JOB.replace("0 0 * * *", "x"),
              List.of(
                  "spec.schedule: Invalid value: \"x\": expected exactly 5 fields, found 1: [x]")),
          new Case(
              "CronJob",
              CRON_JOB.replace("0 0 * * *", "@every 1d"),
              List.of(
                  "spec.schedule: Invalid value: \"@every 1d\": failed to parse duration @every"
                      + " 1d: time: unknown unit \"d\" in duration \"1d\"")));

  @ParameterizedTest
  @FieldSource("CREATIONS")
  void faultsOfNewObjects(Case it) {
    assertThat(LocalApi.faults(() -> api.create(object(it.kind(), it.spec()))))
        .isEqualTo(it.faults());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          spec.podManagementPolicy | Odd | Parallel | spec.podManagementPolicy: Invalid value: "Odd": must be 'OrderedReady' or 'Parallel'
          spec.updateStrategy | {rollingUpdate: {partition: -1}} | {rollingUpdate: {partition: 0}} | spec.updateStrategy.rollingUpdate.partition: Invalid value: -1: must be greater than or equal to 0
          spec.ordinals | {start: -1} | {start: 0} | spec.ordinals.start: Invalid value: -1: must be greater than or equal to 0
          spec.replicas | -1 | 0 | spec.replicas: Invalid value: -1: must be greater than or equal to 0
          spec.minReadySeconds | -1 | 0 | spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0
          """)
  void statefulSetsKeepTheirRules(@AggregateWith(Variations.class) Variation rule) {
    rule.proveOnCreation(api, object("StatefulSet", PODS));
  }

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
  void selectorIsImmutable() {
    api.create(object("ReplicaSet", PODS));
    assertThat(
            LocalApi.faults(() -> api.update(object("ReplicaSet", PODS.replace("a: b", "a: c")))))
        .containsExactly(
            "spec.selector: Invalid value: {\"matchLabels\":{\"a\":\"c\"}}: field is immutable");
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
}
