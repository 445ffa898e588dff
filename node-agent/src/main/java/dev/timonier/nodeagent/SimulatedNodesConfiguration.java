package dev.timonier.nodeagent;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Nodes without machines.
///
/// @param prefix of the names: `node-` gives `node-1`, `node-2` and so on
/// @param count how many
/// @param size what each has
/// @param labels besides those that every node has
public record SimulatedNodesConfiguration(
    String prefix, int count, Size size, Map<String, String> labels) {

  /// What a node has.
  ///
  /// @param mostPods how many pods may run
  public record Size(int processors, long memoryBytes, long diskBytes, int mostPods) {
    /// More than anyone needs.
    public static final Size LARGE = new Size(64, 256L << 30, 1L << 40, 250);
  }

  public static SimulatedNodesConfiguration of(int count) {
    return new SimulatedNodesConfiguration("node-", count, Size.LARGE, Map.of());
  }

  List<String> names() {
    return IntStream.rangeClosed(1, count).mapToObj(number -> prefix + number).toList();
  }
}
