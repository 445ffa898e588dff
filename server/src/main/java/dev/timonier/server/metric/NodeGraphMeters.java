package dev.timonier.server.metric;

import dev.timonier.server.authz.node.GraphNotes;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.DoubleStream;

/// Measures how long the node authorizer takes to note what nodes may use.
public final class NodeGraphMeters implements GraphNotes {
  /// From a tenth of a millisecond to some 200.
  private static final double[] BOUNDS =
      DoubleStream.iterate(0.0001, bound -> bound * 2).limit(12).toArray();

  private final Metrics metrics;

  public NodeGraphMeters(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public LongConsumer of(String action) {
    return metrics.histogram(
            "node_authorizer_graph_actions_duration_seconds",
            "[ALPHA] Histogram of duration of graph actions in node authorizer.",
            Map.of("operation", action),
            BOUNDS)
        ::recordNanos;
  }
}
