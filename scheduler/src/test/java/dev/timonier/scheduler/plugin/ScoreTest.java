package dev.timonier.scheduler.plugin;

import static dev.timonier.scheduler.ClusterObjects.info;
import static dev.timonier.scheduler.ClusterObjects.node;
import static dev.timonier.scheduler.ClusterObjects.pod;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.NodeScores;
import dev.timonier.scheduler.framework.PreScorePlugin;
import dev.timonier.scheduler.framework.ScorePlugin;
import dev.timonier.scheduler.plugin.imagelocality.ImageLocality;
import dev.timonier.scheduler.plugin.nodeaffinity.NodeAffinity;
import dev.timonier.scheduler.plugin.nodeaffinity.NodeAffinityArgs;
import dev.timonier.scheduler.plugin.noderesourcesbalancedallocation.BalancedAllocationArgs;
import dev.timonier.scheduler.plugin.noderesourcesbalancedallocation.NodeResourcesBalancedAllocation;
import dev.timonier.scheduler.plugin.noderesourcesfit.NodeResourcesFit;
import dev.timonier.scheduler.plugin.noderesourcesfit.NodeResourcesFitArgs;
import dev.timonier.scheduler.plugin.tainttoleration.TaintToleration;
import dev.timonier.scheduler.snapshot.ClusterState;
import dev.timonier.scheduler.snapshot.PodInfo;
import io.fabric8.kubernetes.api.model.ContainerImage;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTermBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoreTest {
  private static final PodInfo POD = info(pod("p", "1", "2Gi"));

  private final ClusterState cluster = new ClusterState();

  @Test
  void emptierNodesAreBetter() throws JsonProcessingException {
    add(node("empty", "4", "8Gi"));
    add(node("half", "4", "8Gi"));
    cluster.putPod(info(pod("q", "2", "4Gi")).on("half"));

    assertThat(scores(fit("{}"), POD)).containsExactly(75L, 25L);
  }

  @Test
  void fullerNodesAreBetterWhereThatIsAsked() throws JsonProcessingException {
    add(node("empty", "4", "8Gi"));
    add(node("half", "4", "8Gi"));
    cluster.putPod(info(pod("q", "2", "4Gi")).on("half"));
    var plugin =
        fit(
            """
            {"scoringStrategy": {"type": "MostAllocated",
              "resources": [{"name": "cpu", "weight": 1}]}}
            """);

    assertThat(scores(plugin, POD)).containsExactly(25L, 75L);
  }

  @Test
  void scoreFollowsTheShapeThatIsGiven() throws JsonProcessingException {
    add(node("empty", "4", "8Gi"));
    add(node("half", "4", "8Gi"));
    cluster.putPod(info(pod("q", "2", "4Gi")).on("half"));
    var plugin =
        fit(
            """
            {"scoringStrategy": {"type": "RequestedToCapacityRatio",
              "resources": [{"name": "cpu", "weight": 1}],
              "requestedToCapacityRatio": {"shape": [
                {"utilization": 0, "score": 0}, {"utilization": 50, "score": 10},
                {"utilization": 100, "score": 0}]}}}
            """);

    assertThat(scores(plugin, POD)).containsExactly(50L, 50L);
  }

  @Test
  void nodesWithFewerDiscouragingTaintsAreBetter() {
    add(discouraging("two", 2));
    add(discouraging("one", 1));
    add(discouraging("none", 0));

    assertThat(scores(new TaintToleration(), POD)).containsExactly(0L, 50L, 100L);
  }

  @Test
  void preferredNodesAreBetter() throws JsonProcessingException {
    add(node("plain", "4", "8Gi"));
    add(node("fast").editMetadata().addToLabels("disk", "ssd").endMetadata().build());
    var wish =
        new PreferredSchedulingTermBuilder()
            .withWeight(7)
            .withNewPreference()
            .addNewMatchExpression()
            .withKey("disk")
            .withOperator("In")
            .withValues("ssd")
            .endMatchExpression()
            .endPreference()
            .build();
    var pod =
        info(
            pod("p")
                .editSpec()
                .withNewAffinity()
                .withNewNodeAffinity()
                .withPreferredDuringSchedulingIgnoredDuringExecution(wish)
                .endNodeAffinity()
                .endAffinity()
                .endSpec());

    assertThat(scores(new NodeAffinity(NodeAffinityArgs.read(json("{}"))), pod))
        .containsExactly(0L, 100L);
  }

  @Test
  void nodeThatHasTheImageIsBetter() {
    var image = new ContainerImage(List.of("registry.example/app:1"), 500L << 20);
    add(node("with").editStatus().addToImages(image).endStatus().build());
    add(node("without", "4", "8Gi"));

    // Half of the nodes have it: (250 - 23) of (1000 - 23) MiB.
    assertThat(scores(new ImageLocality(), POD)).containsExactly(23L, 0L);
  }

  @Test
  void nodeThatGetsMoreEvenlyFullIsBetter() throws JsonProcessingException {
    add(node("much-memory-used", "4", "8Gi"));
    add(node("much-cpu-used", "4", "8Gi"));
    cluster.putPod(info(pod("m", "1m", "4Gi")).on("much-memory-used"));
    cluster.putPod(info(pod("c", "2", "1Mi")).on("much-cpu-used"));
    var plugin = new NodeResourcesBalancedAllocation(BalancedAllocationArgs.read(json("{}")));
    var scores = scores(plugin, info(pod("p", "1", "1Mi")));

    assertThat(scores.getFirst()).isGreaterThan(scores.getLast());
  }

  private void add(Node node) {
    cluster.putNode(node);
  }

  private static Node discouraging(String name, int taints) {
    var node = node(name, "4", "8Gi");
    for (var i = 0; i < taints; i++) {
      node.getSpec().getTaints().add(new Taint("PreferNoSchedule", "taint-" + i, null, ""));
    }
    return node;
  }

  private static NodeResourcesFit fit(String args) throws JsonProcessingException {
    return new NodeResourcesFit(NodeResourcesFitArgs.read(json(args)));
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }

  /// The scores of all nodes, after normalization.
  private List<Long> scores(ScorePlugin plugin, PodInfo pod) {
    var state = new CycleState(cluster.snapshot());
    var nodes = state.snapshot().nodes();
    if (plugin instanceof PreScorePlugin preScore) {
      preScore.preScore(state, pod, nodes);
    }
    var scores = new NodeScores(nodes);
    for (var i = 0; i < nodes.size(); i++) {
      scores.set(i, plugin.score(state, pod, nodes.get(i)));
    }
    plugin.normalize(state, pod, scores);
    return IntStream.range(0, scores.size()).mapToObj(scores::score).toList();
  }
}
