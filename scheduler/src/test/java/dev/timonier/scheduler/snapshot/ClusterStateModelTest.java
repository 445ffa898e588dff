package dev.timonier.scheduler.snapshot;

import static dev.timonier.scheduler.ClusterObjects.info;
import static dev.timonier.scheduler.ClusterObjects.node;
import static dev.timonier.scheduler.ClusterObjects.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever happens in whatever order, the incremental snapshot is the one that would be made from
/// scratch, and says what a simple model says.
class ClusterStateModelTest {
  private static final int NODES = 4;
  private static final int PODS = 6;

  enum Kind {
    PUT_NODE,
    REMOVE_NODE,
    PUT_POD,
    REMOVE_POD,
    ASSUME,
    FORGET,
    SNAPSHOT
  }

  record Step(Kind kind, int node, int pod, int size) {}

  /// What is known, in the simplest form.
  private static final class Model {
    final Map<String, Node> nodes = new HashMap<>();
    final Map<String, PodInfo> assigned = new HashMap<>();
    final Map<String, PodInfo> assumed = new HashMap<>();

    void apply(Step step) {
      var uid = "uid-p" + step.pod();
      switch (step.kind()) {
        case PUT_NODE -> nodes.put("n" + step.node(), nodeOf(step));
        case REMOVE_NODE -> nodes.remove("n" + step.node());
        case PUT_POD -> {
          assumed.remove(uid);
          assigned.put(uid, podOf(step));
        }
        case REMOVE_POD -> {
          assumed.remove(uid);
          assigned.remove(uid);
        }
        case ASSUME -> {
          if (!assigned.containsKey(uid)) {
            assumed.putIfAbsent(uid, podOf(step));
          }
        }
        case FORGET -> assumed.remove(uid);
        case SNAPSHOT -> {}
      }
    }

    List<PodInfo> podsOn(String node) {
      var all = new HashMap<>(assigned);
      all.putAll(assumed);
      return all.values().stream().filter(pod -> pod.nodeName().equals(node)).toList();
    }
  }

  @Property(tries = 500)
  void incrementalSnapshotEqualsTheModel(@ForAll("steps") List<Step> steps) {
    var state = new ClusterState();
    var model = new Model();
    for (var step : steps) {
      apply(state, step);
      model.apply(step);
      if (step.kind() == Kind.SNAPSHOT) {
        check(state, model);
      }
    }
    check(state, model);
  }

  private static void check(ClusterState state, Model model) {
    var snapshot = state.snapshot();
    assertThat(snapshot.nodes()).isEqualTo(state.rebuilt().nodes());
    assertThat(snapshot.nodes().stream().map(NodeInfo::name))
        .containsExactlyInAnyOrderElementsOf(model.nodes.keySet());
    for (var node : snapshot.nodes()) {
      check(node, model);
      assertThat(snapshot.find(node.name())).contains(node);
    }
  }

  private static void check(NodeInfo node, Model model) {
    var pods = model.podsOn(node.name());
    assertThat(node.node()).isEqualTo(model.nodes.get(node.name()));
    assertThat(uids(node.pods())).containsExactlyInAnyOrderElementsOf(uids(pods));
    assertThat(node.requested()).isEqualTo(sum(pods, PodInfo::requested));
    assertThat(node.nonZeroRequested()).isEqualTo(sum(pods, PodInfo::nonZeroRequested));
    assertThat(node.usedPorts())
        .containsExactlyInAnyOrderElementsOf(
            pods.stream().flatMap(pod -> pod.hostPorts().stream()).toList());
  }

  private static Resources sum(List<PodInfo> pods, Function<PodInfo, Resources> part) {
    return pods.stream().map(part).reduce(Resources.NONE, Resources::plus);
  }

  private static List<String> uids(List<PodInfo> pods) {
    return pods.stream().map(PodInfo::uid).toList();
  }

  private static void apply(ClusterState state, Step step) {
    var uid = "uid-p" + step.pod();
    switch (step.kind()) {
      case PUT_NODE -> state.putNode(nodeOf(step));
      case REMOVE_NODE -> state.removeNode("n" + step.node());
      case PUT_POD -> state.putPod(podOf(step));
      case REMOVE_POD -> state.removePod(uid);
      case ASSUME -> {
        if (state.pod(uid).isEmpty()) {
          state.assume(podOf(step));
        }
      }
      case FORGET -> state.forget(uid);
      case SNAPSHOT -> state.snapshot();
    }
  }

  private static Node nodeOf(Step step) {
    return node("n" + step.node())
        .editMetadata()
        .addToLabels("topology.kubernetes.io/zone", "z" + step.size() % 2)
        .endMetadata()
        .build();
  }

  private static PodInfo podOf(Step step) {
    return info(sized(step)).on("n" + step.node());
  }

  private static Pod sized(Step step) {
    var pod = pod("p" + step.pod(), step.size() + "00m", step.size() + "Mi");
    if (step.size() % 2 == 0) {
      var port = new ContainerPortBuilder().withHostPort(8000 + step.pod()).build();
      pod.getSpec().getContainers().getFirst().getPorts().add(port);
    }
    return pod;
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.integers().between(0, NODES - 1),
            Arbitraries.integers().between(0, PODS - 1),
            Arbitraries.integers().between(1, 4))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }
}
