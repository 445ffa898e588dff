package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.snapshot.NodeInfo;
import java.util.List;

/// The scores that one plugin gave to the nodes. Owned by the scheduling thread.
public final class NodeScores {
  private final List<NodeInfo> nodes;
  private final long[] scores;

  public NodeScores(List<NodeInfo> nodes) {
    this.nodes = nodes;
    this.scores = new long[nodes.size()];
  }

  public int size() {
    return scores.length;
  }

  public NodeInfo node(int index) {
    return nodes.get(index);
  }

  public long score(int index) {
    return scores[index];
  }

  public void set(int index, long score) {
    scores[index] = score;
  }

  /// Scales the scores so that the highest becomes [ScorePlugin#BEST]; all zero stay zero.
  public void scaleToBest() {
    var most = most();
    for (var i = 0; most != 0 && i < scores.length; i++) {
      scores[i] = scores[i] * ScorePlugin.BEST / most;
    }
  }

  /// Scales the scores so that zero becomes [ScorePlugin#BEST] and the highest becomes
  /// [ScorePlugin#WORST].
  public void scaleToWorst() {
    scaleToBest();
    for (var i = 0; i < scores.length; i++) {
      scores[i] = ScorePlugin.BEST - scores[i];
    }
  }

  private long most() {
    var most = 0L;
    for (var score : scores) {
      most = Math.max(most, score);
    }
    return most;
  }
}
