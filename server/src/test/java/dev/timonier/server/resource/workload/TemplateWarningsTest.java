package dev.timonier.server.resource.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TemplateWarningsTest {
  private static final String POD =
      "{metadata: {labels: {b: c}}, spec: {nodeSelector: {NODE: o}, containers: [{name: c, image:"
          + " i}]}}";
  private static final String OLD = "beta.kubernetes.io/os";
  private static final String ADVICE =
      ".spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use \"kubernetes.io/os\""
          + " instead";

  @AutoClose private final LocalApi api = new LocalApi();

  /// @param template where it is
  /// @param changed an object with another specification, but the same template
  private record Kind(String name, String template, String object, String changed) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Kind maker(String kind, String field) {
    var object =
        "{apiVersion: apps/v1, kind: "
            + kind
            + ", metadata: {name: a}, spec: {"
            + field
            + ": 1, selector: {matchLabels: {b: c}}, template: "
            + POD
            + "}}";
    return new Kind(kind, "spec.template", object, object.replace(field + ": 1", field + ": 2"));
  }

  private static final String TEMPLATE =
      "{apiVersion: v1, kind: PodTemplate, metadata: {name: a}, template: " + POD + "}";
  private static final String CRON_JOB =
      "{apiVersion: batch/v1, kind: CronJob, metadata: {name: a}, spec: {schedule: '@daily',"
          + " jobTemplate: {spec: {template: "
          + POD.replace("spec: {", "spec: {restartPolicy: Never, ")
          + "}}}}";

  static final List<Kind> KINDS =
      List.of(
          maker("Deployment", "replicas"),
          maker("ReplicaSet", "replicas"),
          maker("StatefulSet", "replicas"),
          new Kind("PodTemplate", "template", TEMPLATE, TEMPLATE.replace("image: i", "image: j")),
          new Kind(
              "CronJob",
              "spec.jobTemplate.spec.template",
              CRON_JOB,
              CRON_JOB.replace("daily", "hourly")));

  @ParameterizedTest
  @FieldSource("KINDS")
  void templatesAreWarnedOfWhenTheirObjectsChange(Kind kind) {
    var old = kind.object().replace("NODE", OLD);
    api.create(old);
    assertThat(api.warnings()).containsExactly(kind.template() + ADVICE);
    api.update(old);
    assertThat(api.warnings()).isEmpty();
    api.update(kind.changed().replace("NODE", OLD));
    assertThat(api.warnings()).containsExactly(kind.template() + ADVICE);
    api.update(kind.changed().replace("NODE", "a"));
    assertThat(api.warnings()).isEmpty();
  }

  @Test
  void templateOfADaemonSetIsWarnedOfWhenItChangesItself() {
    var set = maker("DaemonSet", "minReadySeconds");
    api.create(set.object().replace("NODE", OLD));
    api.update(set.changed().replace("NODE", OLD));
    assertThat(api.warnings()).isEmpty();
    api.update(set.changed().replace("NODE", OLD).replace("image: i", "image: j"));
    assertThat(api.warnings()).containsExactly("spec.template" + ADVICE);
  }

  @Test
  void templateOfAReplicationControllerIsWarnedOfWhenItIsReplaced() {
    var controller =
        "{apiVersion: v1, kind: ReplicationController, metadata: {name: a}, spec: {template: "
            + POD
            + "}}";
    api.create(controller.replace("NODE", "a"));
    api.update(controller.replace("NODE", OLD));
    assertThat(api.warnings()).isEmpty();
    api.update(controller.replace("NODE", "a"));
    assertThat(api.warnings()).containsExactly("spec.template" + ADVICE);
  }

  @Test
  void hugeIndexedJobsOfACronJobAreWarnedOf() {
    api.create(
        CRON_JOB
            .replace("NODE", "a")
            .replace(
                "{spec: {template",
                "{spec: {completionMode: Indexed, completions: 100001, parallelism: 10001, template"));
    assertThat(api.warnings())
        .containsExactly(
            "spec.jobTemplate.spec: In Indexed Jobs with a number of completions higher than 10^5"
                + " and a parallelism higher than 10^4, Kubernetes might not be able to track"
                + " completedIndexes when a big number of indexes fail");
  }
}
