package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.NodeScores;
import dev.timonier.scheduler.framework.PreScorePlugin;
import dev.timonier.scheduler.framework.ScorePlugin;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.Failed;
import dev.timonier.scheduler.framework.Status.Skip;
import dev.timonier.scheduler.framework.Status.Success;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Ranks the nodes that will do for a pod: one run of the PreScore and Score plugins.
final class NodeScorer {
  private final CycleState state;
  private final PodInfo pod;
  private final List<NodeInfo> nodes;
  private final Parallelizer parallelizer;
  private final long[] totals;

  NodeScorer(CycleState state, PodInfo pod, List<NodeInfo> nodes, Parallelizer parallelizer) {
    this.state = state;
    this.pod = pod;
    this.nodes = nodes;
    this.parallelizer = parallelizer;
    this.totals = new long[nodes.size()];
  }

  /// Says whether something failed.
  Optional<Failed> run(List<PreScorePlugin> preScore, List<Weighted<ScorePlugin>> score) {
    var skipped = new HashSet<String>();
    for (var plugin : preScore) {
      var failure = prepare(plugin, skipped);
      if (failure.isPresent()) {
        return failure;
      }
    }
    for (var weighted : score) {
      var failure = skipped.contains(weighted.name()) ? Optional.<Failed>empty() : add(weighted);
      if (failure.isPresent()) {
        return failure;
      }
    }
    return Optional.empty();
  }

  /// The weighted sums, in the order of the nodes.
  long[] totals() {
    return totals;
  }

  private Optional<Failed> prepare(PreScorePlugin plugin, Set<String> skipped) {
    return switch (ask(plugin)) {
      case Success _ -> Optional.empty();
      case Skip _ -> {
        skipped.add(plugin.name());
        yield Optional.empty();
      }
      case Failed failed -> Optional.of(failed.in("PreScore plugin \"" + plugin.name() + "\""));
    };
  }

  private Status.OfPreScore ask(PreScorePlugin plugin) {
    try {
      return plugin.preScore(state, pod, nodes);
    } catch (RuntimeException e) {
      return Failed.of(e);
    }
  }

  private Optional<Failed> add(Weighted<ScorePlugin> weighted) {
    var plugin = weighted.plugin();
    try {
      var scores = new NodeScores(nodes);
      parallelizer.forEach(
          nodes.size(), i -> scores.set(i, plugin.score(state, pod, nodes.get(i))));
      plugin.normalize(state, pod, scores);
      return addAll(weighted, scores);
    } catch (RuntimeException e) {
      return Optional.of(Failed.of(e).in("Score plugin \"" + plugin.name() + "\""));
    }
  }

  private Optional<Failed> addAll(Weighted<ScorePlugin> weighted, NodeScores scores) {
    for (var i = 0; i < totals.length; i++) {
      var score = scores.score(i);
      if (score < ScorePlugin.WORST || score > ScorePlugin.BEST) {
        return Optional.of(outOfRange(weighted.name(), score));
      }
      totals[i] += score * weighted.weight();
    }
    return Optional.empty();
  }

  private static Failed outOfRange(String plugin, long score) {
    return new Failed(
        "plugin \"%s\" returns an invalid score %d, it should in the range of [%d, %d] after normalizing"
            .formatted(plugin, score, ScorePlugin.WORST, ScorePlugin.BEST));
  }
}
