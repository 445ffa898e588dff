package dev.timonier.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class NodePluginsTest {
  @AutoClose
  private final LocalApi api =
      LocalApi.admitting(
          (objects, _) ->
              List.of(
                  new TaintNodesByCondition(),
                  new PodTopologyLabels(objects),
                  new PodResizeValidator(objects)));

  private JsonNode node(String name, String labels, String spec) {
    return api.create(
        "{apiVersion: v1, kind: Node, metadata: {name: %s, labels: {%s}}, spec: {%s}, status: {allocatable: {cpu: '2', memory: 1Gi}}}"
            .formatted(name, labels, spec));
  }

  private JsonNode pod(String labels, String node, String resources) {
    return api.create(
        "{apiVersion: v1, kind: Pod, metadata: {name: a, labels: {%s}}, spec: {nodeName: %s, containers: [{name: c, image: x, resources: {%s}}]}}"
            .formatted(labels, node, resources));
  }

  @Test
  void newNodeIsNotReady() {
    var taints = node("m", "", "taints: [{key: a, effect: NoExecute}]").path("spec").path("taints");
    assertThat(taints).hasSize(2);
    assertThat(taints.get(1))
        .hasToString("{\"key\":\"node.kubernetes.io/not-ready\",\"effect\":\"NoSchedule\"}");
  }

  @Test
  void nodeThatSaysSoIsNotTaintedTwice() {
    var spec =
        node("m", "", "taints: [{key: node.kubernetes.io/not-ready, effect: NoSchedule}]")
            .path("spec");
    assertThat(spec.path("taints")).hasSize(1);
  }

  @Test
  void podOnANodeLearnsItsZoneButKeepsItsOwnLabels() {
    node("m", "topology.kubernetes.io/zone: z, topology.kubernetes.io/region: r, x: w", "");
    var labels =
        pod("topology.kubernetes.io/region: mine", "m", "").path("metadata").path("labels");
    assertThat(labels)
        .hasToString(
            "{\"topology.kubernetes.io/region\":\"mine\",\"topology.kubernetes.io/zone\":\"z\"}");
  }

  @Test
  void podWithoutANodeHasNoZone() {
    var metadata = pod("", "''", "").path("metadata");
    assertThat(metadata.path("labels")).isEmpty();
  }

  private void resize(String cpu) {
    api.patch(
        Part.RESIZE,
        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: c, image: x, resources: {requests: {cpu: '%s', memory: 1Gi}}}]}}"
            .formatted(cpu));
  }

  @Test
  void podDoesNotOutgrowItsNode() {
    node("m", "kubernetes.io/os: linux", "");
    pod("", "m", "requests: {cpu: '1', memory: 1Gi}");
    resize("2");
    assertThat(LocalApi.refusal(() -> resize("2001m")))
        .isEqualTo(
            "pods \"a\" is forbidden: Node didn't have enough allocatable resources: cpu,"
                + " requested: 2001, allocatable: 2000");
  }

  @Test
  void podIsResizedOnLinuxOnly() {
    node("m", "kubernetes.io/os: windows", "");
    pod("", "m", "requests: {cpu: '1', memory: 1Gi}");
    assertThat(LocalApi.refusal(() -> resize("1500m")))
        .isEqualTo(
            "pods \"a\" is forbidden: pod resize is only supported on linux nodes, node \"m\" is"
                + " \"windows\"");
  }

  @Test
  void podIsNotResizedOnANodeThatIsGone() {
    pod("", "m", "requests: {cpu: '1', memory: 1Gi}");
    assertThat(LocalApi.refusal(() -> resize("1500m")))
        .isEqualTo("pods \"a\" is forbidden: node \"m\" not found");
  }
}
