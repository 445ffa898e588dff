package dev.timonier.scheduler.snapshot;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// All nodes and the pods on them as they were at one moment. Immutable.
public final class Snapshot {
  public static final Snapshot EMPTY =
      new Snapshot(new NodeInfo[0], Map.of(), Map.of(), Nominations.NONE);

  private final NodeInfo[] nodes;
  private final Map<String, Integer> positions;
  private final Map<String, Integer> imageCounts;
  private final Nominations nominations;

  private Snapshot(
      NodeInfo[] nodes,
      Map<String, Integer> positions,
      Map<String, Integer> imageCounts,
      Nominations nominations) {
    this.nodes = nodes;
    this.positions = positions;
    this.imageCounts = imageCounts;
    this.nominations = nominations;
  }

  /// @param nodes in the order in which they are to be looked at
  static Snapshot of(
      List<NodeInfo> nodes, Map<String, Integer> imageCounts, Nominations nominations) {
    var positions = HashMap.<String, Integer>newHashMap(nodes.size());
    for (var node : nodes) {
      positions.put(node.name(), positions.size());
    }
    return new Snapshot(nodes.toArray(NodeInfo[]::new), positions, imageCounts, nominations);
  }

  /// The same nodes in the same order, some of them in another version.
  Snapshot with(
      Collection<NodeInfo> changed,
      Map<String, Integer> newImageCounts,
      Nominations newNominations) {
    if (changed.isEmpty() && newImageCounts == imageCounts && newNominations == nominations) {
      return this;
    }
    var copy = nodes.clone();
    changed.forEach(node -> copy[Objects.requireNonNull(positions.get(node.name()))] = node);
    return new Snapshot(copy, positions, newImageCounts, newNominations);
  }

  public int size() {
    return nodes.length;
  }

  public NodeInfo node(int position) {
    return nodes[position];
  }

  public List<NodeInfo> nodes() {
    return Collections.unmodifiableList(Arrays.asList(nodes));
  }

  public Optional<NodeInfo> find(String name) {
    return position(name).map(this::node);
  }

  public Optional<Integer> position(String name) {
    return Optional.ofNullable(positions.get(name));
  }

  /// The waiting pods that can be expected to fit on a node soon.
  public Nominations nominations() {
    return nominations;
  }

  /// How many nodes have an image.
  public int nodesWithImage(String image) {
    return imageCounts.getOrDefault(image, 0);
  }
}
