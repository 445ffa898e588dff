package dev.timonier.scheduler.plugin;

import static dev.timonier.scheduler.ClusterObjects.info;
import static dev.timonier.scheduler.ClusterObjects.node;
import static dev.timonier.scheduler.ClusterObjects.pod;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.FilterPlugin;
import dev.timonier.scheduler.framework.PreFilterPlugin;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.Rejection;
import dev.timonier.scheduler.framework.Status.Unschedulable;
import dev.timonier.scheduler.plugin.nodeaffinity.NodeAffinity;
import dev.timonier.scheduler.plugin.nodeaffinity.NodeAffinityArgs;
import dev.timonier.scheduler.plugin.nodename.NodeName;
import dev.timonier.scheduler.plugin.nodeports.NodePorts;
import dev.timonier.scheduler.plugin.noderesourcesfit.NodeResourcesFit;
import dev.timonier.scheduler.plugin.noderesourcesfit.NodeResourcesFitArgs;
import dev.timonier.scheduler.plugin.nodeunschedulable.NodeUnschedulable;
import dev.timonier.scheduler.plugin.tainttoleration.TaintToleration;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import dev.timonier.scheduler.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FilterTest {
  private static final String OTHER_AFFINITY = "node(s) didn't match Pod's node affinity/selector";
  private static final String CORDONED = "node(s) were unschedulable";
  private static final String UNTOLERATED = "node(s) had untolerated taint(s)";
  private static final String PORT_TAKEN =
      "node(s) didn't have free ports for the requested pod ports";

  private record Case(
      String name, FilterPlugin plugin, PodInfo pod, NodeInfo node, String... reasons) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(cordon(), names(), taints(), affinities(), ports(), resources())
        .flatMap(List::stream);
  }

  private static List<Case> cordon() {
    var cordoned = info(node("n").editSpec().withUnschedulable(true).endSpec());
    var tolerant =
        info(
            pod("p")
                .editSpec()
                .addToTolerations(
                    new Toleration(
                        "NoSchedule", "node.kubernetes.io/unschedulable", "Exists", null, null))
                .endSpec());
    return List.of(
        new Case("open node", new NodeUnschedulable(), info(pod("p")), info(node("n"))),
        new Case("cordoned", new NodeUnschedulable(), info(pod("p")), cordoned, CORDONED),
        new Case("cordoned, tolerated", new NodeUnschedulable(), tolerant, cordoned));
  }

  private static List<Case> names() {
    var wants = info(pod("p").editSpec().withNodeName("n").endSpec());
    return List.of(
        new Case("no name", new NodeName(), info(pod("p")), info(node("n"))),
        new Case("its name", new NodeName(), wants, info(node("n"))),
        new Case(
            "another name",
            new NodeName(),
            wants,
            info(node("m")),
            "node(s) didn't match the requested node name"));
  }

  private static List<Case> taints() {
    return List.of(
        new Case("no taint", new TaintToleration(), info(pod("p")), info(node("n"))),
        new Case(
            "NoSchedule",
            new TaintToleration(),
            info(pod("p")),
            tainted("NoSchedule"),
            UNTOLERATED),
        new Case(
            "NoExecute", new TaintToleration(), info(pod("p")), tainted("NoExecute"), UNTOLERATED),
        new Case(
            "only discouraged", new TaintToleration(), info(pod("p")), tainted("PreferNoSchedule")),
        new Case(
            "tolerated", new TaintToleration(), tolerating("Equal", "db"), tainted("NoSchedule")),
        new Case(
            "tolerated in general",
            new TaintToleration(),
            tolerating("Exists", null),
            tainted("NoExecute")),
        new Case(
            "another value",
            new TaintToleration(),
            tolerating("Equal", "web"),
            tainted("NoSchedule"),
            UNTOLERATED));
  }

  private static NodeInfo tainted(String effect) {
    return info(node("n").editSpec().addToTaints(new Taint(effect, "role", null, "db")).endSpec());
  }

  private static PodInfo tolerating(String operator, @Nullable String value) {
    return info(
        pod("p")
            .editSpec()
            .addToTolerations(new Toleration(null, "role", operator, null, value))
            .endSpec());
  }

  private static List<Case> affinities() {
    var plugin = new NodeAffinity(NodeAffinityArgs.read(MissingNode.getInstance()));
    var node = info(node("n").editMetadata().addToLabels("cores", "8").endMetadata());
    return List.of(
        new Case("nothing asked", plugin, info(pod("p")), node),
        new Case("selected", plugin, selecting("cores", "8"), node),
        new Case("not selected", plugin, selecting("cores", "4"), node, OTHER_AFFINITY),
        new Case("In", plugin, requiring("cores", "In", "4", "8"), node),
        new Case("NotIn", plugin, requiring("cores", "NotIn", "8"), node, OTHER_AFFINITY),
        new Case("NotIn, label missing", plugin, requiring("gpu", "NotIn", "8"), node),
        new Case("Exists", plugin, requiring("cores", "Exists"), node),
        new Case("DoesNotExist", plugin, requiring("cores", "DoesNotExist"), node, OTHER_AFFINITY),
        new Case("Gt", plugin, requiring("cores", "Gt", "7"), node),
        new Case("Lt", plugin, requiring("cores", "Lt", "8"), node, OTHER_AFFINITY));
  }

  private static PodInfo selecting(String key, String value) {
    return info(pod("p").editSpec().addToNodeSelector(key, value).endSpec());
  }

  private static PodInfo requiring(String key, String operator, String... values) {
    return info(
        pod("p")
            .editSpec()
            .withNewAffinity()
            .withNewNodeAffinity()
            .withNewRequiredDuringSchedulingIgnoredDuringExecution()
            .addNewNodeSelectorTerm()
            .addToMatchExpressions(new NodeSelectorRequirement(key, operator, List.of(values)))
            .endNodeSelectorTerm()
            .endRequiredDuringSchedulingIgnoredDuringExecution()
            .endNodeAffinity()
            .endAffinity()
            .endSpec());
  }

  private static List<Case> ports() {
    var taken = info(node("n")).with(info(withPort(pod("other"), "TCP", "")));
    return List.of(
        new Case("free", new NodePorts(), info(withPort(pod("p"), "TCP", "")), info(node("n"))),
        new Case("taken", new NodePorts(), info(withPort(pod("p"), "TCP", "")), taken, PORT_TAKEN),
        new Case("other protocol", new NodePorts(), info(withPort(pod("p"), "UDP", "")), taken),
        new Case(
            "every address is taken",
            new NodePorts(),
            info(withPort(pod("p"), "TCP", "10.0.0.1")),
            taken,
            PORT_TAKEN));
  }

  private static PodBuilder withPort(PodBuilder pod, String protocol, String address) {
    var port = new ContainerPort();
    port.setContainerPort(80);
    port.setHostPort(80);
    port.setProtocol(protocol);
    port.setHostIP(address);
    return pod.editSpec().editFirstContainer().addToPorts(port).endContainer().endSpec();
  }

  private static List<Case> resources() {
    var plugin = new NodeResourcesFit(NodeResourcesFitArgs.read(MissingNode.getInstance()));
    var busy = info(node("n", "4", "8Gi")).with(info(pod("other", "3", "6Gi")));
    var full =
        info(node("n").editStatus().addToAllocatable("pods", Quantity.parse("1")).endStatus());
    return List.of(
        new Case("just enough", plugin, info(pod("p", "1", "2Gi")), busy),
        new Case("CPU", plugin, info(pod("p", "1001m", "1Gi")), busy, "Insufficient cpu"),
        new Case(
            "CPU and memory",
            plugin,
            info(pod("p", "2", "3Gi")),
            busy,
            "Insufficient cpu",
            "Insufficient memory"),
        new Case("asks for nothing", plugin, info(pod("p")), busy),
        new Case(
            "no room for another pod",
            plugin,
            info(pod("p")),
            full.with(info(pod("other"))),
            "Too many pods"),
        new Case(
            "extended resource",
            plugin,
            asking("example.com/gpu", "1"),
            busy,
            "Insufficient example.com/gpu"));
  }

  private static PodInfo asking(String resource, String amount) {
    return info(
        pod("p")
            .editSpec()
            .editFirstContainer()
            .editResources()
            .addToRequests(resource, Quantity.parse(amount))
            .endResources()
            .endContainer()
            .endSpec());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nodeIsRejectedForTheReasonsThatKubernetesGives(Case c) {
    var state = new CycleState(Snapshot.EMPTY);
    if (c.plugin() instanceof PreFilterPlugin plugin
        && plugin.preFilter(state, c.pod()) == Status.SKIP) {
      assertThat(c.reasons()).isEmpty();
      return;
    }
    var answer = c.plugin().filter(state, c.pod(), c.node());

    assertThat(answer instanceof Rejection rejection ? rejection.reasons() : List.of())
        .containsExactly(c.reasons());
    assertThat(answer == Status.SUCCESS).isEqualTo(c.reasons().length == 0);
  }

  @ParameterizedTest
  @MethodSource("resourcesThatOthersHold")
  void onlyWhatOtherPodsHoldCanBeFreed(String cpu, boolean helps) {
    var plugin = new NodeResourcesFit(NodeResourcesFitArgs.read(MissingNode.getInstance()));
    var state = new CycleState(Snapshot.EMPTY);
    var pod = info(pod("p", cpu, "1Mi"));
    plugin.preFilter(state, pod);
    var answer =
        plugin.filter(state, pod, info(node("n", "4", "8Gi")).with(info(pod("q", "3", "1Gi"))));

    assertThat(answer instanceof Unschedulable).isEqualTo(helps);
  }

  static Stream<Arguments> resourcesThatOthersHold() {
    return Stream.of(Arguments.of("2", true), Arguments.of("5", false));
  }
}
