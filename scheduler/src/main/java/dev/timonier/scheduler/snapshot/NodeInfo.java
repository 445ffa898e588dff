package dev.timonier.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// A node, the pods on it (those assumed to get there included) and what they use together.
/// Immutable: a change gives another one, so that a snapshot can share it with the state.
public final class NodeInfo {
  private static final PodInfo[] NO_PODS = {};

  private final NodeFacts facts;
  private final PodInfo[] pods;
  private final Resources requested;
  private final Resources nonZeroRequested;
  private final List<HostPort> usedPorts;
  private final List<PodInfo> podsWithAffinities;

  private NodeInfo(
      NodeFacts facts,
      PodInfo[] pods,
      Resources requested,
      Resources nonZeroRequested,
      List<HostPort> usedPorts,
      List<PodInfo> podsWithAffinities) {
    this.facts = facts;
    this.pods = pods;
    this.requested = requested;
    this.nonZeroRequested = nonZeroRequested;
    this.usedPorts = usedPorts;
    this.podsWithAffinities = podsWithAffinities;
  }

  /// A node without pods.
  public static NodeInfo of(Node node) {
    return new NodeInfo(
        new NodeFacts(node), NO_PODS, Resources.NONE, Resources.NONE, List.of(), List.of());
  }

  /// The same pods on another version of the node.
  NodeInfo with(Node node) {
    return new NodeInfo(
        new NodeFacts(node), pods, requested, nonZeroRequested, usedPorts, podsWithAffinities);
  }

  /// With one pod more.
  public NodeInfo with(PodInfo pod) {
    var more = Arrays.copyOf(pods, pods.length + 1);
    more[pods.length] = pod;
    return new NodeInfo(
        facts,
        more,
        requested.plus(pod.requested()),
        nonZeroRequested.plus(pod.nonZeroRequested()),
        joined(usedPorts, pod.hostPorts()),
        joined(podsWithAffinities, pod.affinities().isEmpty() ? List.of() : List.of(pod)));
  }

  /// Without a pod; unchanged where it is not there.
  public NodeInfo without(String podUid) {
    var index = indexOf(podUid);
    if (index < 0) {
      return this;
    }
    var gone = pods[index];
    var rest = withoutIndex(index);
    return new NodeInfo(
        facts,
        rest,
        requested.minus(gone.requested()),
        nonZeroRequested.minus(gone.nonZeroRequested()),
        gone.hostPorts().isEmpty() ? usedPorts : portsOf(rest),
        gone.affinities().isEmpty() ? podsWithAffinities : withAffinities(rest));
  }

  public Node node() {
    return facts.node;
  }

  public String name() {
    return facts.name();
  }

  public Map<String, String> labels() {
    return facts.labels;
  }

  /// Whether the node is cordoned.
  public boolean isUnschedulable() {
    return facts.unschedulable;
  }

  /// The taints that keep pods away (`NoSchedule`, `NoExecute`).
  public List<Taint> forbiddingTaints() {
    return facts.forbiddingTaints;
  }

  /// The taints that only discourage (`PreferNoSchedule`).
  public List<Taint> discouragingTaints() {
    return facts.discouragingTaints;
  }

  /// What the node has for pods.
  public Resources allocatable() {
    return facts.allocatable;
  }

  /// Bytes by image name.
  public Map<String, Long> imageSizes() {
    return facts.imageSizes;
  }

  /// What the pods on the node ask for.
  public Resources requested() {
    return requested;
  }

  /// What the pods on the node count for when nodes are scored.
  public Resources nonZeroRequested() {
    return nonZeroRequested;
  }

  public List<HostPort> usedPorts() {
    return usedPorts;
  }

  public List<PodInfo> pods() {
    return Collections.unmodifiableList(Arrays.asList(pods));
  }

  /// The pods that say something about other pods near to them.
  public List<PodInfo> podsWithAffinities() {
    return podsWithAffinities;
  }

  public int podCount() {
    return pods.length;
  }

  String zone() {
    return facts.zone();
  }

  private int indexOf(String podUid) {
    for (var i = 0; i < pods.length; i++) {
      if (pods[i].uid().equals(podUid)) {
        return i;
      }
    }
    return -1;
  }

  private PodInfo[] withoutIndex(int index) {
    var rest = Arrays.copyOf(pods, pods.length - 1);
    System.arraycopy(pods, index + 1, rest, index, rest.length - index);
    return rest;
  }

  private static List<HostPort> portsOf(PodInfo[] pods) {
    return Arrays.stream(pods).flatMap(pod -> pod.hostPorts().stream()).toList();
  }

  private static List<PodInfo> withAffinities(PodInfo[] pods) {
    return Arrays.stream(pods).filter(pod -> !pod.affinities().isEmpty()).toList();
  }

  private static <T> List<T> joined(List<T> some, List<T> more) {
    if (more.isEmpty()) {
      return some;
    }
    var all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  @Override
  public String toString() {
    return name();
  }
}
