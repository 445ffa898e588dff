package dev.timonier.cluster;

import dev.timonier.cluster.directory.DataDirectory;
import java.util.OptionalInt;

/// What kind of cluster to start.
///
/// @param server how its API server is started
/// @param nodes which nodes it has
public record ClusterOptions(DataDirectory directory, ServerOptions server, Nodes nodes) {
  /// @param port of the API server; the one of the last start, or 6443, when empty
  public ClusterOptions(DataDirectory directory, OptionalInt port, Nodes nodes) {
    this(directory, ServerOptions.at(port), nodes);
  }

  /// @param machine whether this machine is a node
  /// @param simulated how many nodes there are whose pods run no processes
  public record Nodes(ThisMachine machine, int simulated) {}

  /// Whether this machine runs pods.
  public enum ThisMachine {
    /// With real containers where the machine allows it, else as a simulated node.
    RUNS_PODS,
    RUNS_NONE
  }
}
