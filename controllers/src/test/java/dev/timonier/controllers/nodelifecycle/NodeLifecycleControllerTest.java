package dev.timonier.controllers.nodelifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Network;
import dev.timonier.controllers.tainteviction.TaintEvictionController;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeLifecycleControllerTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(
        context -> NodeLifecycleController.create(context, 2, NodeLifecycleConfiguration.DEFAULT),
        context -> TaintEvictionController.create(context, 2));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void silentNodeBecomesUnknownAndIsTainted() {
    var node = create(ready("n"));
    var pod = create(Network.pod("p", "10.0.0.1", "True"));
    plane.pass(Duration.ofSeconds(45));
    assertThat(status(node)).isEqualTo("True");
    plane.pass(Duration.ofSeconds(10));
    assertThat(NodeHealth.conditions(plane.read(node)))
        .extracting(NodeCondition::getType)
        .containsExactlyInAnyOrder("Ready", "MemoryPressure", "DiskPressure", "PIDPressure");
    assertThat(NodeHealth.condition(plane.read(node), "Ready").orElseThrow().getReason())
        .isEqualTo("NodeStatusUnknown");
    assertThat(NodeHealth.condition(plane.read(node), "DiskPressure").orElseThrow().getReason())
        .isEqualTo("NodeStatusNeverUpdated");
    assertThat(taints(node))
        .containsExactly(
            "node.kubernetes.io/unreachable:NoSchedule",
            "node.kubernetes.io/unreachable:NoExecute");
    assertThat(plane.read(pod).getMetadata().getDeletionTimestamp()).isNotNull();
    assertThat(plane.events())
        .contains(
            "NodeNotReady Node n status is now: NodeNotReady",
            "NodeNotReady Node is not ready",
            "TaintManagerEviction Marking for deletion Pod default/p");
    assertThat(plane.read(pod).getStatus().getConditions())
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("False"))
        .anyMatch(
            c ->
                c.getType().equals("DisruptionTarget")
                    && c.getReason().equals("DeletionByTaintManager"));
  }

  @Test
  void leaseKeepsNodeAlive() {
    var node = create(ready("n"));
    var lease = create(lease("n"));
    for (var i = 0; i < 6; i++) {
      plane.pass(Duration.ofSeconds(20));
      plane.edit(
          lease,
          l ->
              new LeaseBuilder(l)
                  .editSpec()
                  .withRenewTime(plane.time().instant().atZone(ZoneOffset.UTC))
                  .endSpec()
                  .build());
    }
    assertThat(status(node)).isEqualTo("True");
  }

  @Test
  void nodeThatComesBackLosesItsTaints() {
    var node = create(ready("n"));
    plane.pass(Duration.ofMinutes(1));
    assertThat(taints(node)).isNotEmpty();
    plane
        .client()
        .resource(
            new NodeBuilder(plane.read(node))
                .withStatus(ready("n").getStatus())
                .editStatus()
                .editFirstCondition()
                .withLastHeartbeatTime("2026-01-01T00:01:00Z")
                .endCondition()
                .endStatus()
                .build())
        .updateStatus();
    plane.settle();
    assertThat(taints(node)).isEmpty();
  }

  @Test
  void nodeThatIsNotReadyIsTaintedSo() {
    var node = create(condition("n", "Ready", "False"));
    plane.pass(Duration.ofSeconds(1));
    assertThat(taints(node))
        .containsExactly(
            "node.kubernetes.io/not-ready:NoSchedule", "node.kubernetes.io/not-ready:NoExecute");
  }

  @Test
  void conditionsAndCordonKeepNewPodsAway() {
    var node =
        create(
            new NodeBuilder(condition("n", "DiskPressure", "True"))
                .withNewSpec()
                .withUnschedulable(true)
                .addNewTaint()
                .withKey("mine")
                .withEffect("NoSchedule")
                .endTaint()
                .endSpec()
                .build());
    assertThat(taints(node))
        .containsExactly(
            "mine:NoSchedule",
            "node.kubernetes.io/disk-pressure:NoSchedule",
            "node.kubernetes.io/unschedulable:NoSchedule");
    plane.edit(node, n -> n.edit().editSpec().withUnschedulable(false).endSpec().build());
    assertThat(taints(node))
        .containsExactly("mine:NoSchedule", "node.kubernetes.io/disk-pressure:NoSchedule");
  }

  @Test
  void podStaysForAsLongAsItTolerates() {
    create(ready("n"));
    var pod =
        create(
            new PodBuilder(Network.pod("p", "10.0.0.1", "True"))
                .editSpec()
                .withTolerations(
                    new Toleration(
                        "NoExecute", "node.kubernetes.io/unreachable", "Exists", 300L, null))
                .endSpec()
                .build());
    plane.pass(Duration.ofMinutes(1));
    assertThat(plane.read(pod).getMetadata().getDeletionTimestamp()).isNull();
    plane.pass(Duration.ofSeconds(310));
    assertThat(plane.read(pod).getMetadata().getDeletionTimestamp()).isNotNull();
  }

  @Test
  void noNodeIsGivenUpWhenAllSeemLost() {
    var nodes = new ArrayList<Node>();
    for (var i = 0; i < 3; i++) {
      nodes.add(create(ready("n" + i)));
    }
    plane.pass(Duration.ofMinutes(2));
    assertThat(nodes).allSatisfy(node -> assertThat(status(node)).isEqualTo("Unknown"));
    assertThat(
            nodes.stream()
                .flatMap(n -> taints(n).stream())
                .filter(t -> t.endsWith("NoExecute"))
                .count())
        .isLessThanOrEqualTo(2);
  }

  @Test
  void registrationIsTold() {
    var node = create(ready("n"));
    plane.client().resource(node).delete();
    plane.settle();
    assertThat(plane.events())
        .contains(
            "RegisteredNode Node n event: Registered Node n in Controller",
            "RemovingNode Node n event: Removing Node n from Controller");
  }

  private <T extends HasMetadata> T create(T object) {
    var created = plane.api().create(object);
    plane.settle();
    return created;
  }

  private String status(Node node) {
    return NodeHealth.ready(plane.read(node));
  }

  private List<String> taints(Node node) {
    return NodeTaints.of(plane.read(node)).stream()
        .map(t -> t.getKey() + ":" + t.getEffect())
        .toList();
  }

  private static Node ready(String name) {
    return condition(name, "Ready", "True");
  }

  private static Node condition(String name, String type, String status) {
    var builder = new NodeBuilder(Network.node(name, "z")).withNewStatus();
    if (!type.equals("Ready")) {
      builder
          .addNewCondition()
          .withType("Ready")
          .withStatus("True")
          .withReason("KubeletReady")
          .endCondition();
    }
    return builder
        .addNewCondition()
        .withType(type)
        .withStatus(status)
        .withReason("Test")
        .withLastHeartbeatTime("2026-01-01T00:00:00Z")
        .endCondition()
        .endStatus()
        .build();
  }

  private static Lease lease(String name) {
    return new LeaseBuilder()
        .withNewMetadata()
        .withNamespace("kube-node-lease")
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(name)
        .endSpec()
        .build();
  }
}
