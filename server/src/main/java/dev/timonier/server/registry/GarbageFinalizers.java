package dev.timonier.server.registry;

import dev.timonier.server.object.Metadata;
import dev.timonier.server.registry.Strategy.Propagation;
import java.util.ArrayList;
import java.util.List;

/// The two finalizers that tell the garbage collector what to do with dependents
/// (<https://kubernetes.io/docs/concepts/architecture/garbage-collection/#cascading-deletion>).
final class GarbageFinalizers {
  private static final String ORPHAN = "orphan";
  private static final String FOREGROUND = "foregroundDeletion";

  private GarbageFinalizers() {}

  /// The finalizers that an object has once it is deleted with these options.
  static List<String> after(Strategy strategy, Metadata metadata, DeleteOptions options) {
    var present = metadata.finalizers();
    var propagation = propagation(strategy, present, options);
    var finalizers = new ArrayList<>(present);
    finalizers.removeIf(name -> name.equals(ORPHAN) || name.equals(FOREGROUND));
    switch (propagation) {
      case ORPHAN -> finalizers.add(ORPHAN);
      case FOREGROUND -> finalizers.add(FOREGROUND);
      case BACKGROUND, UNSUPPORTED -> {}
    }
    return finalizers.containsAll(present) && present.containsAll(finalizers)
        ? present
        : finalizers;
  }

  /// The request's policy wins, then the finalizers that are there, then the kind's own.
  private static Propagation propagation(
      Strategy strategy, List<String> present, DeleteOptions options) {
    if (strategy.defaultPropagation() == Propagation.UNSUPPORTED) {
      return Propagation.UNSUPPORTED;
    }
    return options
        .propagation()
        .orElseGet(
            () ->
                present.contains(ORPHAN)
                    ? Propagation.ORPHAN
                    : present.contains(FOREGROUND)
                        ? Propagation.FOREGROUND
                        : strategy.defaultPropagation());
  }
}
