package dev.timonier.controllers.podautoscaling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What an autoscaler has recommended and done lately. Used by one thread at a time.
final class History {
  private static final Duration KEPT = Duration.ofHours(1);

  private record Recommendation(Instant at, int replicas) {}

  private record Change(Instant at, int difference) {}

  private final List<Recommendation> recommendations = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();

  void recommended(Instant now, int replicas) {
    recommendations.removeIf(r -> r.at().isBefore(now.minus(KEPT)));
    recommendations.add(new Recommendation(now, replicas));
  }

  /// @param difference how many replicas came or, negative, went
  void scaled(Instant now, int difference) {
    changes.removeIf(c -> c.at().isBefore(now.minus(KEPT)));
    changes.add(new Change(now, difference));
  }

  boolean isEmpty() {
    return recommendations.isEmpty();
  }

  int highest(Instant now, Duration window, int present) {
    return recommendations.stream()
        .filter(r -> r.at().isAfter(now.minus(window)))
        .mapToInt(Recommendation::replicas)
        .reduce(present, Math::max);
  }

  int lowest(Instant now, Duration window, int present) {
    return recommendations.stream()
        .filter(r -> r.at().isAfter(now.minus(window)))
        .mapToInt(Recommendation::replicas)
        .reduce(present, Math::min);
  }

  /// How many replicas there were at the beginning of a period.
  int before(Instant now, Duration period, int present) {
    return present
        - changes.stream()
            .filter(c -> c.at().isAfter(now.minus(period)))
            .mapToInt(Change::difference)
            .sum();
  }
}
