package dev.timonier.scheduler.plugin.defaultpreemption;

import dev.timonier.scheduler.framework.Status.Failed;
import dev.timonier.scheduler.framework.Status.Rejection;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// What came of looking for victims on a node.
sealed interface Finding {
  /// The pod would fit if the victims went.
  ///
  /// @param victims at least one, the most important first
  /// @param violations how many of them are protected by a PodDisruptionBudget
  record Candidate(String nodeName, List<PodInfo> victims, int violations) implements Finding {
    private static final long PRIORITIES = 1L << 31;

    /// The one that does the least harm first: the fewest violations, the lowest priorities, the
    /// fewest victims, those that run for the shortest time.
    static final Comparator<Candidate> LEAST_HARM =
        Comparator.comparingInt(Candidate::violations)
            .thenComparingInt(Candidate::highestPriority)
            .thenComparingLong(Candidate::sumOfPriorities)
            .thenComparingInt(candidate -> candidate.victims().size())
            .thenComparing(Candidate::longestRunning, Comparator.reverseOrder());

    private int highestPriority() {
      return victims.getFirst().priority();
    }

    /// Each counts as more than zero, so that few victims of a negative priority are better than
    /// many.
    private long sumOfPriorities() {
      return victims.stream().mapToLong(victim -> victim.priority() + PRIORITIES).sum();
    }

    /// When the first one of those with the highest priority was started.
    private Instant longestRunning() {
      return Importance.start(victims.getFirst());
    }
  }

  /// Whoever went, the pod would not fit.
  record Refused(Rejection rejection) implements Finding {}

  record Broken(Failed failure) implements Finding {}
}
