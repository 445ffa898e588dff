package dev.timonier.scheduler.snapshot;

import static dev.timonier.scheduler.ClusterObjects.info;
import static dev.timonier.scheduler.ClusterObjects.node;
import static dev.timonier.scheduler.ClusterObjects.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterStateTest {
  private final ClusterState state = new ClusterState();

  @Test
  void snapshotDoesNotChange() {
    state.putNode(node("a").build());
    var before = state.snapshot();
    state.putPod(assigned("web", "a"));

    assertThat(before.node(0).podCount()).isZero();
    assertThat(state.snapshot().node(0).podCount()).isOne();
  }

  @Test
  void unchangedStateGivesTheSameSnapshot() {
    state.putNode(node("a").build());

    assertThat(state.snapshot()).isSameAs(state.snapshot());
  }

  @Test
  void unchangedNodesAreShared() {
    state.putNode(node("a").build());
    state.putNode(node("b").build());
    var before = state.snapshot();
    state.putPod(assigned("web", "b"));

    assertThat(state.snapshot().node(0)).isSameAs(before.node(0));
    assertThat(state.snapshot().node(1)).isNotSameAs(before.node(1));
  }

  @Test
  void assumedPodCountsAtOnce() {
    state.putNode(node("a").build());
    state.assume(pending("web").on("a"));

    assertThat(state.isAssumed("uid-web")).isTrue();
    assertThat(requestedMilliCpu("a")).isEqualTo(500);
  }

  @Test
  void assumedPodBecomesAnAssignedOne() {
    state.putNode(node("a").build());
    state.assume(pending("web").on("a"));
    state.putPod(assigned("web", "a"));

    assertThat(state.isAssumed("uid-web")).isFalse();
    assertThat(requestedMilliCpu("a")).isEqualTo(500);
    assertThat(state.forget("uid-web")).isFalse();
    assertThat(requestedMilliCpu("a")).isEqualTo(500);
  }

  @Test
  void assumedPodThatWentElsewhereIsCountedThere() {
    state.putNode(node("a").build());
    state.putNode(node("b").build());
    state.assume(pending("web").on("a"));
    state.putPod(assigned("web", "b"));

    assertThat(requestedMilliCpu("a")).isZero();
    assertThat(requestedMilliCpu("b")).isEqualTo(500);
  }

  @Test
  void forgottenPodCountsNoMore() {
    state.putNode(node("a").build());
    state.assume(pending("web").on("a"));

    assertThat(state.forget("uid-web")).isTrue();
    assertThat(requestedMilliCpu("a")).isZero();
    assertThat(state.pod("uid-web")).isEmpty();
  }

  @Test
  void podIsNotAssumedTwice() {
    state.assume(pending("web").on("a"));

    assertThatThrownBy(() -> state.assume(pending("web").on("b")))
        .hasMessage("pod default/web is assigned or assumed already");
  }

  @Test
  void podThatCameBeforeItsNodeIsCountedWhenTheNodeComes() {
    state.putPod(assigned("web", "a"));
    assertThat(state.snapshot().size()).isZero();
    state.putNode(node("a").build());

    assertThat(requestedMilliCpu("a")).isEqualTo(500);
  }

  @Test
  void podsOutliveTheirNode() {
    state.putNode(node("a").build());
    state.putPod(assigned("web", "a"));
    state.putPod(assigned("gone", "a"));
    state.removeNode("a");
    assertThat(state.removePod("uid-gone")).isPresent();
    state.putNode(node("a").build());

    assertThat(state.snapshot().node(0).pods()).extracting(PodInfo::name).containsExactly("web");
  }

  @Test
  void nodesOfDifferentZonesAreInterleaved() {
    state.putNode(inZone("a1", "a"));
    state.putNode(inZone("a2", "a"));
    state.putNode(inZone("a3", "a"));
    state.putNode(inZone("b1", "b"));

    assertThat(names()).containsExactly("a1", "b1", "a2", "a3");
  }

  @Test
  void nodeThatMovesToAnotherZoneChangesTheOrder() {
    state.putNode(inZone("a1", "a"));
    state.putNode(inZone("a2", "a"));
    state.putNode(inZone("b1", "b"));
    assertThat(names()).containsExactly("a1", "b1", "a2");
    state.putNode(inZone("a1", "b"));

    assertThat(names()).containsExactly("a2", "b1", "a1");
  }

  @Test
  void imagesAreCountedOverAllNodes() {
    state.putNode(withImage("a", "app:1"));
    state.putNode(withImage("b", "app:1"));
    assertThat(state.snapshot().nodesWithImage("app:1")).isEqualTo(2);
    state.putNode(withImage("b", "app:2"));
    assertThat(state.snapshot().nodesWithImage("app:1")).isEqualTo(1);
    state.removeNode("a");

    assertThat(state.snapshot().nodesWithImage("app:1")).isZero();
    assertThat(state.snapshot().nodesWithImage("app:2")).isEqualTo(1);
  }

  private List<String> names() {
    return state.snapshot().nodes().stream().map(NodeInfo::name).toList();
  }

  private long requestedMilliCpu(String node) {
    return state.snapshot().find(node).orElseThrow().requested().milliCpu();
  }

  private static PodInfo pending(String name) {
    return info(pod(name, "500m", "1Gi"));
  }

  private static PodInfo assigned(String name, String node) {
    var pod = pod(name, "500m", "1Gi");
    pod.getSpec().setNodeName(node);
    return info(pod);
  }

  private static Node inZone(String name, String zone) {
    return node(name)
        .editMetadata()
        .addToLabels("topology.kubernetes.io/zone", zone)
        .endMetadata()
        .build();
  }

  private static Node withImage(String name, String image) {
    return node(name)
        .editStatus()
        .addNewImage()
        .withNames(image)
        .withSizeBytes(1000L)
        .endImage()
        .endStatus()
        .build();
  }
}
