package dev.timonier.controllers.daemonset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Network;
import dev.timonier.controllers.fixture.Samples;
import dev.timonier.controllers.runtime.Pods;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DaemonSetControllerTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.api().create(Network.node("a", "z"));
    plane.api().create(Network.node("b", "z"));
    plane.run(context -> DaemonSetController.create(context, 2));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void eachNodeGetsAPodThatCanGoNowhereElse() {
    var set = create(b -> b);
    assertThat(targets(set)).containsExactlyInAnyOrder("a", "b");
    assertThat(plane.podsOf(set).getFirst().getSpec().getTolerations())
        .extracting(t -> t.getKey() + ":" + t.getEffect())
        .containsExactly(
            "node.kubernetes.io/not-ready:NoExecute",
            "node.kubernetes.io/unreachable:NoExecute",
            "node.kubernetes.io/disk-pressure:NoSchedule",
            "node.kubernetes.io/memory-pressure:NoSchedule",
            "node.kubernetes.io/pid-pressure:NoSchedule",
            "node.kubernetes.io/unschedulable:NoSchedule");
    assertThat(status(set).getDesiredNumberScheduled()).isEqualTo(2);
    assertThat(status(set).getCurrentNumberScheduled()).isEqualTo(2);
    assertThat(status(set).getNumberUnavailable()).isEqualTo(2);
  }

  @Test
  void newNodeGetsAPodAndVanishedNodeLosesIt() {
    var set = create(b -> b);
    var node = plane.api().create(Network.node("c", "z"));
    plane.settle();
    assertThat(targets(set)).containsExactlyInAnyOrder("a", "b", "c");
    plane.client().resource(node).delete();
    plane.settle();
    assertThat(targets(set)).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void nodesAreChosenByTheirLabels() {
    var set =
        create(
            b ->
                b.editSpec()
                    .editTemplate()
                    .editSpec()
                    .addToNodeSelector("disk", "ssd")
                    .endSpec()
                    .endTemplate()
                    .endSpec());
    assertThat(targets(set)).isEmpty();
    label("a", Map.of("disk", "ssd"));
    assertThat(targets(set)).containsExactly("a");
    label("a", Map.of("disk", "hdd"));
    assertThat(targets(set)).isEmpty();
  }

  @Test
  void taintKeepsNewPodsAwayAndLeavesRunningOnes() {
    var set = create(b -> b);
    taint("a", "NoSchedule");
    assertThat(targets(set)).containsExactlyInAnyOrder("a", "b");
    assertThat(status(set).getNumberMisscheduled()).isEqualTo(1);
    delete("a", set);
    assertThat(targets(set)).containsExactly("b");
    taint("b", "NoExecute");
    assertThat(targets(set)).isEmpty();
  }

  @Test
  void statusCountsNodes() {
    var set = create(b -> b.editSpec().withMinReadySeconds(10).endSpec());
    plane.makeReady(on("a", set));
    plane.settle();
    assertThat(status(set).getNumberReady()).isEqualTo(1);
    assertThat(status(set).getNumberAvailable()).isNull();
    plane.pass(Duration.ofSeconds(10));
    assertThat(status(set).getNumberAvailable()).isEqualTo(1);
    assertThat(status(set).getUpdatedNumberScheduled()).isEqualTo(2);
  }

  @Test
  void newTemplateReachesOneNodeAfterTheOther() {
    var set = ready(b -> b);
    setImage(set);
    assertThat(images(set)).containsExactlyInAnyOrder("i:1", "i:2");
    plane.podsOf(set).stream().filter(p -> !Pods.ready(p)).forEach(plane::makeReady);
    plane.settle();
    assertThat(images(set)).containsExactly("i:2", "i:2");
  }

  @Test
  void surgeStartsTheNewPodBesideTheOldOne() {
    var set =
        ready(
            b ->
                b.editSpec()
                    .withNewUpdateStrategy()
                    .withType("RollingUpdate")
                    .withNewRollingUpdate()
                    .withMaxSurge(new IntOrString(1))
                    .withMaxUnavailable(new IntOrString(0))
                    .endRollingUpdate()
                    .endUpdateStrategy()
                    .endSpec());
    setImage(set);
    assertThat(images(set)).containsExactlyInAnyOrder("i:1", "i:1", "i:2");
    plane.podsOf(set).stream().filter(p -> !Pods.ready(p)).forEach(plane::makeReady);
    plane.settle();
    assertThat(images(set)).containsExactlyInAnyOrder("i:1", "i:2", "i:2");
  }

  @Test
  void onDeleteWaitsForTheUser() {
    var set =
        ready(
            b ->
                b.editSpec()
                    .withNewUpdateStrategy()
                    .withType("OnDelete")
                    .endUpdateStrategy()
                    .endSpec());
    setImage(set);
    assertThat(images(set)).containsExactly("i:1", "i:1");
    assertThat(status(set).getUpdatedNumberScheduled()).isNull();
    delete("a", set);
    assertThat(images(set)).containsExactlyInAnyOrder("i:1", "i:2");
  }

  @Test
  void failedPodIsReplacedLaterEachTime() {
    var set = create(b -> b);
    fail("a", set);
    assertThat(Pods.active(on("a", set))).isTrue();
    assertThat(plane.events())
        .anyMatch(
            e ->
                e.matches(
                    "FailedDaemonPod Found failed daemon pod default/agent-\\d+ on node , will try to kill it"));
    fail("a", set);
    assertThat(Pods.failed(on("a", set))).isTrue();
    plane.pass(Duration.ofSeconds(1));
    assertThat(Pods.active(on("a", set))).isTrue();
  }

  private void fail(String node, DaemonSet set) {
    plane.finish(on(node, set), "Failed");
    plane.settle();
  }

  private void delete(String node, DaemonSet set) {
    plane.client().resource(on(node, set)).delete();
    plane.settle();
  }

  private Pod on(String node, DaemonSet set) {
    return plane.podsOf(set).stream()
        .filter(pod -> DaemonView.target(pod).orElseThrow().equals(node))
        .findFirst()
        .orElseThrow();
  }

  private void label(String node, Map<String, String> labels) {
    plane.edit(
        node(node),
        n -> new NodeBuilder(n).editMetadata().withLabels(labels).endMetadata().build());
    plane.settle();
  }

  private void taint(String node, String effect) {
    plane.edit(
        node(node),
        n ->
            new NodeBuilder(n)
                .editOrNewSpec()
                .addNewTaint()
                .withKey("k")
                .withEffect(effect)
                .endTaint()
                .endSpec()
                .build());
    plane.settle();
  }

  private Node node(String name) {
    return plane.client().nodes().withName(name).get();
  }

  private DaemonSet ready(UnaryOperator<DaemonSetBuilder> change) {
    var set = create(change);
    plane.podsOf(set).forEach(plane::makeReady);
    plane.settle();
    return set;
  }

  private void setImage(DaemonSet set) {
    plane.edit(
        set,
        s ->
            new DaemonSetBuilder(s)
                .editSpec()
                .withTemplate(Samples.template("agent", "i:2"))
                .endSpec()
                .build());
    plane.settle();
  }

  private DaemonSet create(UnaryOperator<DaemonSetBuilder> change) {
    var set =
        new DaemonSetBuilder()
            .withNewMetadata()
            .withNamespace("default")
            .withName("agent")
            .endMetadata()
            .withNewSpec()
            .withSelector(Samples.selector("agent"))
            .withTemplate(Samples.template("agent", "i:1"))
            .endSpec();
    var created = plane.api().create(change.apply(set).build());
    plane.settle();
    return created;
  }

  private List<String> targets(DaemonSet set) {
    return plane.podsOf(set).stream().map(pod -> DaemonView.target(pod).orElseThrow()).toList();
  }

  private List<String> images(DaemonSet set) {
    return plane.podsOf(set).stream()
        .map(pod -> pod.getSpec().getContainers().getFirst().getImage())
        .toList();
  }

  private DaemonSetStatus status(DaemonSet set) {
    return plane.read(set).getStatus();
  }
}
