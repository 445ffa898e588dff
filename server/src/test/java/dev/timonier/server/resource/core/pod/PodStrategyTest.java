package dev.timonier.server.resource.core.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.DryRun;
import dev.timonier.server.registry.Part;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PodStrategyTest {
  private static final String POD = "apiVersion: v1, kind: Pod, metadata: {name: a}";
  private static final String CONTAINERS = "containers: [{name: c, image: i}]";
  private static final String PLAIN = "{" + POD + ", spec: {" + CONTAINERS + "}}";

  @AutoClose private final LocalApi api = new LocalApi();

  @Test
  void newPodIsPendingWhateverItsAuthorSays() {
    var pod = api.create("{" + POD + ", spec: {" + CONTAINERS + "}, status: {phase: Running}}");
    assertThat(pod.path("status").path("phase").asText()).isEqualTo("Pending");
    assertThat(pod.path("status").path("qosClass").asText()).isEqualTo("BestEffort");
    assertThat(pod.path("metadata").path("generation").asInt()).isEqualTo(1);
  }

  @Test
  void whatTheAuthorLeavesOutIsFilledIn() {
    var spec = api.create(PLAIN).path("spec");
    assertThat(spec.path("restartPolicy").asText()).isEqualTo("Always");
    assertThat(spec.path("dnsPolicy").asText()).isEqualTo("ClusterFirst");
    assertThat(spec.path("schedulerName").asText()).isEqualTo("default-scheduler");
    assertThat(spec.path("terminationGracePeriodSeconds").asInt()).isEqualTo(30);
    assertThat(spec.path("containers").path(0).path("imagePullPolicy").asText())
        .isEqualTo("Always");
  }

  @Test
  void annotationsOfOldContainersThatBeginAreDropped() {
    var old = "annotations: {pod.alpha.kubernetes.io/init-containers: '[]'%s}";
    var pod =
        api.create(
            "{apiVersion: v1, kind: Pod, metadata: {name: a, %s}, spec: {%s}}"
                .formatted(old.formatted(", a: b"), CONTAINERS));
    assertThat(pod.path("metadata").path("annotations")).hasToString("{\"a\":\"b\"}");
    var template =
        api.create(
            "{apiVersion: v1, kind: PodTemplate, metadata: {name: a}, template: {metadata: {%s}, spec: {%s}}}"
                .formatted(old.formatted(""), CONTAINERS));
    assertThat(template.path("template").path("metadata").has("annotations")).isFalse();
  }

  @Test
  void gatedPodSaysThatItIsGated() {
    var pod = api.create("{" + POD + ", spec: {schedulingGates: [{name: x}], " + CONTAINERS + "}}");
    assertThat(PodConditions.hasReason(pod, "PodScheduled", "SchedulingGated")).isTrue();
    assertThat(pod.path("status").path("conditions").path(0).path("lastTransitionTime"))
        .isEqualTo(pod.path("metadata").path("creationTimestamp"));
  }

  @Test
  void imageMayChangeAndRaisesTheGeneration() {
    api.create(PLAIN);
    var pod = api.patch("{" + POD + ", spec: {containers: [{name: c, image: j}]}}");
    assertThat(pod.path("spec").path("containers").path(0).path("image").asText()).isEqualTo("j");
    assertThat(pod.path("metadata").path("generation").asInt()).isEqualTo(2);
  }

  @Test
  void mostOfTheSpecificationMayNotChange() {
    api.create(PLAIN);
    assertThat(faultsOf("nodeName: 'n'"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("spec: Forbidden: pod updates may not change fields other than");
    assertThat(faultsOf("containers: []")).contains("spec.containers: Required value");
  }

  private List<String> faultsOf(String spec) {
    return LocalApi.faults(() -> api.patch("{" + POD + ", spec: {" + spec + "}}"));
  }

  @Test
  void statusKeepsQualityAndSpecification() {
    api.create(PLAIN);
    var pod =
        api.patch(
            Part.STATUS,
            "{" + POD + ", spec: {nodeName: 'n'}, status: {phase: Running, qosClass: null}}");
    assertThat(pod.path("status").path("phase").asText()).isEqualTo("Running");
    assertThat(pod.path("status").path("qosClass").asText()).isEqualTo("BestEffort");
    assertThat(pod.path("spec").has("nodeName")).isFalse();
  }

  @Test
  void podThatRequestsHasNoLimitOfItsContainers() {
    var pod =
        api.create(
            "{"
                + POD
                + ", spec: {resources: {requests: {cpu: 5}}, containers: [{name: c, image: i,"
                + " resources: {requests: {cpu: 1}, limits: {cpu: 2}}}]}}");
    assertThat(pod.path("spec").path("resources").toString())
        .isEqualTo("{\"requests\":{\"cpu\":\"5\"}}");
  }

  @Test
  void unscheduledPodGoesAtOnce() {
    api.create(PLAIN);
    api.delete("apiVersion: v1, kind: Pod", "a");
    assertThat(api.exists("apiVersion: v1, kind: Pod", "a")).isFalse();
  }

  @Test
  void scheduledPodStaysForItsGracePeriod() {
    api.create("{" + POD + ", spec: {nodeName: 'n', " + CONTAINERS + "}}");
    var pod = api.delete("apiVersion: v1, kind: Pod", "a");
    assertThat(pod.path("metadata").path("deletionGracePeriodSeconds").asInt()).isEqualTo(30);
    assertThat(ApiObject.of(pod).metadata().deletionTimestamp())
        .contains(api.time().instant().plusSeconds(30).truncatedTo(ChronoUnit.SECONDS));
    assertThat(api.exists("apiVersion: v1, kind: Pod", "a")).isTrue();
  }

  @Test
  void finishedPodGoesAtOnce() {
    api.create("{" + POD + ", spec: {nodeName: 'n', " + CONTAINERS + "}}");
    api.patch(Part.STATUS, "{" + POD + ", status: {phase: Failed}}");
    api.delete("apiVersion: v1, kind: Pod", "a");
    assertThat(api.exists("apiVersion: v1, kind: Pod", "a")).isFalse();
  }

  @Test
  void bindingGivesNodeLabelsAndCondition() {
    var pod = ApiObject.of(api.create(PLAIN));
    assignment(
            "{apiVersion: v1, kind: Binding, metadata: {name: a, labels: {k: v}}, target: {name: 'n'}}")
        .apply(pod);
    assertThat(pod.spec().path("nodeName").asText()).isEqualTo("n");
    assertThat(pod.metadata().labels()).containsEntry("k", "v");
    assertThat(PodConditions.isTrue(pod.root(), "PodScheduled")).isTrue();
  }

  @Test
  void boundPodIsNotBoundAgain() {
    var pod = ApiObject.of(api.create("{" + POD + ", spec: {nodeName: 'n', " + CONTAINERS + "}}"));
    var other =
        assignment("{apiVersion: v1, kind: Binding, metadata: {name: a}, target: {name: m}}");
    assertThatThrownBy(() -> other.apply(pod))
        .isInstanceOf(ApiException.class)
        .hasMessage(
            "Operation cannot be fulfilled on pods/binding \"a\": pod a is already assigned to node"
                + " \"n\"");
  }

  private Assignment assignment(String binding) {
    return new Assignment(api.read(binding), api.time().instant(), DryRun.NO);
  }

  @Test
  void ephemeralContainersOnlyComeOnTheirOwnPath() {
    assertThat(
            LocalApi.faults(
                () ->
                    api.create(
                        "{"
                            + POD
                            + ", spec: {ephemeralContainers: [{name: e, image: i}], "
                            + CONTAINERS
                            + "}}")))
        .containsExactly("spec.ephemeralContainers: Forbidden: cannot be set on create");
    api.create(PLAIN);
    var pod =
        api.patch(
            Part.EPHEMERAL_CONTAINERS,
            "{" + POD + ", spec: {nodeName: 'n', ephemeralContainers: [{name: e, image: i}]}}");
    assertThat(pod.path("spec").path("ephemeralContainers")).hasSize(1);
    assertThat(pod.path("spec").has("nodeName")).isFalse();
  }

  @Test
  void resizeChangesAmountsOnly() {
    api.create(
        "{"
            + POD
            + ", spec: {containers: [{name: c, image: i, resources: {requests: {cpu: 1}}}]}}");
    var pod =
        api.patch(
            Part.RESIZE,
            "{"
                + POD
                + ", spec: {containers: [{name: c, image: j, resources: {requests: {cpu: 2}}}]}}");
    var container = pod.path("spec").path("containers").path(0);
    assertThat(container.path("image").asText()).isEqualTo("i");
    assertThat(container.path("resources").path("requests").path("cpu").asText()).isEqualTo("2");
  }

  @Test
  void tableTellsReadyContainersAndReason() {
    assertThat(
            api.cells(
                "{"
                    + POD
                    + ", spec: {"
                    + CONTAINERS
                    + "}, status: {phase: Pending, containerStatuses: [{name: c, restartCount: 2,"
                    + " state: {waiting: {reason: CrashLoopBackOff}}}]}}"))
        .startsWith("a", "0/1", "CrashLoopBackOff", "2");
  }

  @Test
  void authorIsWarnedOfWhatIsOldOrHidden() {
    api.create(
        "{apiVersion: v1, kind: Pod, metadata: {name: a.b}, spec: {nodeSelector:"
            + " {beta.kubernetes.io/arch: x}, containers: [{name: c, image: i, env: [{name: A},"
            + " {name: A}]}]}}");
    assertThat(api.warnings())
        .containsExactly(
            "metadata.name: this is used in the Pod's hostname, which can result in surprising"
                + " behavior; a DNS label is recommended: [must not contain dots]",
            "spec.nodeSelector[beta.kubernetes.io/arch]: deprecated since v1.14; use"
                + " \"kubernetes.io/arch\" instead",
            "spec.containers[0].env[1]: hides previous definition of \"A\", which may be dropped"
                + " when using apply");
  }

  @Test
  void profileOfAnAnnotationComesIntoTheSecurityContext() {
    var pod =
        api.create(
            "{apiVersion: v1, kind: Pod, metadata: {name: a, annotations:"
                + " {container.apparmor.security.beta.kubernetes.io/c: runtime/default}}, spec: {"
                + CONTAINERS
                + "}}");
    var context = pod.path("spec").path("containers").path(0).path("securityContext");
    assertThat(context.path("appArmorProfile").path("type").asText()).isEqualTo("RuntimeDefault");
    assertThat(api.warnings())
        .containsExactly(
            "metadata.annotations[container.apparmor.security.beta.kubernetes.io/c]: deprecated"
                + " since v1.30; use the \"appArmorProfile\" field instead");
  }

  @Test
  void mirrorAnnotationStays() {
    var mirror =
        "{" + POD.replace("name: a", "name: a, annotations: {kubernetes.io/config.mirror: %s}");
    api.create(mirror.formatted("h") + ", spec: {nodeName: 'n', " + CONTAINERS + "}}");
    assertThat(LocalApi.faults(() -> api.patch(mirror.formatted("i") + "}")))
        .containsExactly(
            "metadata.annotations[kubernetes.io/config.mirror]: Forbidden: may not remove or update"
                + " mirror pod annotation");
  }

  @Test
  void podDoesNotEndBeforeItIsToldTo() {
    var pod =
        api.create(
            "{"
                + POD
                + ", spec: {terminationGracePeriodSeconds: -5, containers: [{name: c, image: i}]}}");
    assertThat(pod.path("spec").path("terminationGracePeriodSeconds").asInt()).isEqualTo(1);
  }

  @Test
  void imageHasNoBlanksAroundIt() {
    var pod = "{" + POD + ", spec: {containers: [{name: c, image: ' i'}]}}";
    assertThat(LocalApi.faults(() -> api.create(pod)))
        .containsExactly(
            "spec.containers[0].image: Invalid value: \" i\": must not have leading or trailing"
                + " whitespace");
  }

  @Test
  void podIsSeenGoingBeforeItIsGone() {
    api.create(PLAIN);
    var before = api.store().currentRevision().value();
    var last = api.delete("apiVersion: v1, kind: Pod", "a");
    assertThat(api.store().currentRevision().value()).isEqualTo(before + 2);
    assertThat(last.path("metadata").path("deletionGracePeriodSeconds").asInt(-1)).isZero();
    assertThat(api.exists("apiVersion: v1, kind: Pod", "a")).isFalse();
  }

  @Test
  void podIsThereAfterADryRunOfItsDeletion() {
    api.create(PLAIN);
    var before = api.store().currentRevision();
    api.dryRun().delete("apiVersion: v1, kind: Pod", "a");
    assertThat(api.store().currentRevision()).isEqualTo(before);
  }
}
