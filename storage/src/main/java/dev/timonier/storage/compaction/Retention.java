package dev.timonier.storage.compaction;

import java.time.Duration;

/// How much history a store keeps. What is older than `age` goes, and so does what is more than
/// `revisions` commits ago.
public record Retention(Duration age, long revisions) {
  /// Five minutes, as kube-apiserver keeps, unless there is very much of it.
  public static final Retention DEFAULT = new Retention(Duration.ofMinutes(5), 500_000);

  /// @throws IllegalArgumentException when there would be no history at all
  public Retention {
    if (age.isNegative() || age.isZero() || revisions < 1) {
      throw new IllegalArgumentException("no history is to be kept");
    }
  }

  /// How often is looked: what is kept is at most a fifth too much.
  Duration period() {
    return age.dividedBy(5);
  }
}
