package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.List;

/// What came of the PostFilter plugins.
public sealed interface PostFilterOutcome {
  /// What the pod can be expected of did not change.
  record Unchanged() implements PostFilterOutcome {}

  /// The pod cannot be expected to fit anywhere soon.
  record Withdrawn() implements PostFilterOutcome {}

  /// The pod can be expected to fit on a node when the victims are gone.
  record Nominated(String nodeName, List<PodInfo> victims) implements PostFilterOutcome {}
}
