package dev.timonier.scheduler.snapshot;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// On how many nodes each image is. Guarded by the state that owns it.
final class ImageSpread {
  private final Map<String, Integer> counts = new HashMap<>();
  private Map<String, Integer> copy = Map.of();
  private boolean changed;

  /// A node has other images than before.
  void replace(Set<String> before, Set<String> after) {
    if (before.equals(after)) {
      return;
    }
    changed = true;
    before.forEach(image -> counts.computeIfPresent(image, (_, n) -> n > 1 ? n - 1 : null));
    after.forEach(image -> counts.merge(image, 1, Integer::sum));
  }

  /// A copy that does not change any more.
  Map<String, Integer> counts() {
    if (changed) {
      copy = Map.copyOf(counts);
      changed = false;
    }
    return copy;
  }
}
