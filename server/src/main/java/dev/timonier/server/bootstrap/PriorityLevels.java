package dev.timonier.server.bootstrap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import java.util.List;
import java.util.function.Consumer;

/// The PriorityLevelConfigurations that every cluster has
/// (<https://kubernetes.io/docs/concepts/cluster-administration/flow-control/#defaults>).
final class PriorityLevels {
  private PriorityLevels() {}

  /// @param spec fills in the specification
  record Level(String name, Consumer<ObjectNode> spec) {}

  static List<Level> all() {
    return List.of(
        new Level("exempt", PriorityLevels::exempt),
        new Level("catch-all", spec -> rejecting(spec, 5)),
        new Level("system", spec -> queuing(spec, new Queues(30, 33, 64, 6))),
        new Level("node-high", spec -> queuing(spec, new Queues(40, 25, 64, 6))),
        new Level("leader-election", spec -> queuing(spec, new Queues(10, 0, 16, 4))),
        new Level("workload-high", spec -> queuing(spec, new Queues(40, 50, 128, 6))),
        new Level("workload-low", spec -> queuing(spec, new Queues(100, 90, 128, 6))),
        new Level("global-default", spec -> queuing(spec, new Queues(20, 50, 128, 6))));
  }

  private record Queues(int shares, int lendable, int queues, int handSize) {}

  private static void exempt(ObjectNode spec) {
    spec.put("type", "Exempt");
    Trees.child(spec, "exempt").put("nominalConcurrencyShares", 0).put("lendablePercent", 0);
  }

  private static void rejecting(ObjectNode spec, int shares) {
    limited(spec, shares, 0).putObject("limitResponse").put("type", "Reject");
  }

  private static void queuing(ObjectNode spec, Queues queues) {
    var response = limited(spec, queues.shares(), queues.lendable()).putObject("limitResponse");
    response
        .put("type", "Queue")
        .putObject("queuing")
        .put("queues", queues.queues())
        .put("handSize", queues.handSize())
        .put("queueLengthLimit", 50);
  }

  private static ObjectNode limited(ObjectNode spec, int shares, int lendable) {
    spec.put("type", "Limited");
    return spec.putObject("limited")
        .put("nominalConcurrencyShares", shares)
        .put("lendablePercent", lendable);
  }
}
