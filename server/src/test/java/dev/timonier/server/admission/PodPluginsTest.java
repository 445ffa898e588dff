package dev.timonier.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.LocalApi;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PodPluginsTest {
  @AutoClose
  private final LocalApi api =
      LocalApi.admitting(
          (objects, _) ->
              List.of(
                  new PriorityPlugin(objects),
                  new DefaultTolerationSeconds(),
                  new RuntimeClassPlugin(objects)));

  private JsonNode pod(String name, String spec) {
    return api.create(
            "{apiVersion: v1, kind: Pod, metadata: {name: "
                + name
                + "}, spec: {containers: [{name: c, image: x}]"
                + spec
                + "}}")
        .path("spec");
  }

  private void priorityClass(String name, String content) {
    api.create(
        "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: "
            + name
            + "}, "
            + content
            + "}");
  }

  @Test
  void podGetsThePriorityOfItsClass() {
    priorityClass("high", "value: 1000, preemptionPolicy: Never");
    var spec = pod("a", ", priorityClassName: high");
    assertThat(spec.path("priority").asInt()).isEqualTo(1000);
    assertThat(spec.path("preemptionPolicy").asText()).isEqualTo("Never");
    assertThat(LocalApi.refusal(() -> pod("b", ", priorityClassName: none")))
        .isEqualTo("pods \"b\" is forbidden: no PriorityClass with name none was found");
    assertThat(LocalApi.refusal(() -> pod("b", ", priorityClassName: high, priority: 5")))
        .isEqualTo(
            "pods \"b\" is forbidden: the integer value of priority (5) must not be provided in pod"
                + " spec; priority admission controller computed 1000 from the given PriorityClass"
                + " name");
  }

  @Test
  void podWithoutClassGetsTheDefaultOne() {
    assertThat(pod("a", "").path("priority").asInt()).isZero();
    priorityClass("middle", "value: 10, globalDefault: true");
    var spec = pod("b", "");
    assertThat(spec.path("priorityClassName").asText()).isEqualTo("middle");
    assertThat(spec.path("priority").asInt()).isEqualTo(10);
    api.delete("apiVersion: scheduling.k8s.io/v1, kind: PriorityClass", "middle");
    assertThat(pod("c", "").path("priority").asInt()).isZero();
  }

  @Test
  void thereIsOneDefaultClass() {
    priorityClass("a", "value: 1, globalDefault: true");
    assertThat(LocalApi.refusal(() -> priorityClass("b", "value: 2, globalDefault: true")))
        .isEqualTo(
            "priorityclasses.scheduling.k8s.io \"b\" is forbidden: PriorityClass a is already marked"
                + " as default. Only one default can exist");
  }

  @Test
  void classOfTheSystemIsNotDeleted() {
    priorityClass("system-node-critical", "value: 2000001000");
    assertThat(
            LocalApi.refusal(
                () ->
                    api.delete(
                        "apiVersion: scheduling.k8s.io/v1, kind: PriorityClass",
                        "system-node-critical")))
        .isEqualTo(
            "priorityclasses.scheduling.k8s.io \"system-node-critical\" is forbidden: this is a"
                + " system priority class and cannot be deleted");
  }

  @Test
  void podStaysFiveMinutesOnALostNodeUnlessItSaysOtherwise() {
    var tolerations = pod("a", "").path("tolerations");
    assertThat(tolerations).hasSize(2);
    assertThat(tolerations.path(0).path("key").asText()).isEqualTo("node.kubernetes.io/not-ready");
    assertThat(tolerations.path(0).path("tolerationSeconds").asInt()).isEqualTo(300);
    var own = pod("b", ", tolerations: [{operator: Exists}]").path("tolerations");
    assertThat(own).hasSize(1);
  }

  @Test
  void podGetsTheOverheadAndNodesOfItsRuntime() {
    api.create(
        "{apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: r}, handler: runc,"
            + " overhead: {podFixed: {cpu: 100m}}, scheduling: {nodeSelector: {sandbox: 'yes'}}}");
    var spec = pod("a", ", runtimeClassName: r");
    assertThat(spec.path("overhead").path("cpu").asText()).isEqualTo("100m");
    assertThat(spec.path("nodeSelector").path("sandbox").asText()).isEqualTo("yes");
    assertThat(
            LocalApi.refusal(
                () -> pod("b", ", runtimeClassName: r, nodeSelector: {sandbox: 'no'}")))
        .isEqualTo(
            "pods \"b\" is forbidden: conflict: runtimeClass.scheduling.nodeSelector[sandbox] = yes;"
                + " pod.spec.nodeSelector[sandbox] = no");
    assertThat(LocalApi.refusal(() -> pod("b", ", runtimeClassName: none")))
        .isEqualTo("pods \"b\" is forbidden: pod rejected: RuntimeClass \"none\" not found");
    assertThat(LocalApi.refusal(() -> pod("b", ", runtimeClassName: a/b")))
        .isEqualTo("invalid resource name \"a/b\": [may not contain '/']");
    assertThat(LocalApi.refusal(() -> pod("b", ", runtimeClassName: r, overhead: {cpu: 1}")))
        .isEqualTo(
            "pods \"b\" is forbidden: pod rejected: Pod's Overhead doesn't match RuntimeClass's"
                + " defined Overhead");
    assertThat(LocalApi.refusal(() -> pod("b", ", overhead: {}")))
        .isEqualTo(
            "pods \"b\" is forbidden: pod rejected: Pod Overhead set without corresponding"
                + " RuntimeClass defined Overhead");
    assertThat(LocalApi.refusal(() -> pod("b", ", overhead: {cpu: 1}")))
        .isEqualTo(
            "pods \"b\" is forbidden: pod rejected: Pod Overhead set without corresponding"
                + " RuntimeClass defined Overhead");
  }

  @Test
  void podIsValidatedBeforeItsOverheadIsHeldAgainstItsRuntime() {
    assertThat(LocalApi.faults(() -> pod("a", ", overhead: {cpu: -1}")))
        .containsExactly(
            "spec.overhead.limits[cpu]: Invalid value: \"-1\": must be greater than or equal to 0");
  }

  @Test
  void tolerationsThatOthersCoverAreLeftOut() {
    api.create(
        "{apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: r}, handler: runc,"
            + " scheduling: {tolerations: [{key: a, operator: Exists}, {key: b, operator: Equal,"
            + " value: c, effect: NoSchedule}, {key: d, operator: Exists, effect: NoExecute,"
            + " tolerationSeconds: 5}]}}");
    var tolerations =
        pod(
                "a",
                ", runtimeClassName: r, tolerations: [{key: a, operator: Equal, value: x}, {key: b,"
                    + " operator: Exists}, {key: d, operator: Exists, effect: NoExecute,"
                    + " tolerationSeconds: 9}]")
            .path("tolerations");
    assertThat(tolerations)
        .extracting(JsonNode::toString)
        .filteredOn(text -> !text.contains("node.kubernetes.io"))
        .containsExactly(
            "{\"key\":\"b\",\"operator\":\"Exists\"}",
            "{\"key\":\"d\",\"operator\":\"Exists\",\"effect\":\"NoExecute\",\"tolerationSeconds\":9}",
            "{\"key\":\"a\",\"operator\":\"Exists\"}");
  }
}
