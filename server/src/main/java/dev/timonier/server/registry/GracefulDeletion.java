package dev.timonier.server.registry;

import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Metadata;
import dev.timonier.server.schema.Times;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;

/// Decides whether an object that is to be deleted goes now or later, and marks the one that goes
/// later: <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination> and
/// <https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/>.
final class GracefulDeletion {
  private final Strategy strategy;
  private final InstantSource clock;

  GracefulDeletion(Strategy strategy, InstantSource clock) {
    this.strategy = strategy;
    this.clock = clock;
  }

  enum Decision {
    NOW,
    /// The object was marked, but no time is left to it.
    NOW_MARKED,
    /// The object was marked and is to be stored.
    LATER,
    /// An earlier deletion is under way and this one does not shorten it.
    ALREADY_PENDING
  }

  private enum Grace {
    NONE,
    GRANTED,
    PENDING
  }

  /// Marks the object unless it goes now.
  Decision decide(ApiObject object, DeleteOptions options) {
    if (strategy.isHeld(object)) {
      return decideHeld(object, options);
    }
    var metadata = object.metadata();
    var grace = grace(object, options);
    if (grace == Grace.PENDING) {
      return Decision.ALREADY_PENDING;
    }
    metadata.setFinalizers(GarbageFinalizers.after(strategy, metadata, options));
    var held = !metadata.finalizers().isEmpty();
    if (held && grace == Grace.NONE) {
      markAsDeleting(metadata);
    }
    var given = metadata.deletionGracePeriodSeconds().orElse(0);
    if (held || (grace == Grace.GRANTED && given > 0)) {
      return Decision.LATER;
    }
    return grace == Grace.GRANTED ? Decision.NOW_MARKED : Decision.NOW;
  }

  /// What the object itself holds goes in a later deletion.
  private Decision decideHeld(ApiObject object, DeleteOptions options) {
    var metadata = object.metadata();
    if (metadata.isBeingDeleted()) {
      return Decision.ALREADY_PENDING;
    }
    metadata.setFinalizers(GarbageFinalizers.after(strategy, metadata, options));
    metadata.setDeletionTimestamp(Times.seconds(clock.instant()));
    strategy.prepareDelete(object);
    return Decision.LATER;
  }

  private Grace grace(ApiObject object, DeleteOptions options) {
    var requested = atLeastASecond(options.gracePeriodSeconds());
    if (object.metadata().isBeingDeleted()) {
      return shortened(object.metadata(), requested);
    }
    var granted = strategy.gracePeriodSeconds(object, requested);
    if (granted.isEmpty()) {
      return Grace.NONE;
    }
    var seconds = granted.getAsLong();
    mark(object.metadata(), clock.instant().plusSeconds(seconds), seconds);
    return Grace.GRANTED;
  }

  private static OptionalLong atLeastASecond(OptionalLong requested) {
    return requested.isPresent() && requested.getAsLong() < 0 ? OptionalLong.of(1) : requested;
  }

  private Grace shortened(Metadata metadata, OptionalLong requested) {
    var present = metadata.deletionGracePeriodSeconds().orElse(0);
    if (present == 0) {
      return Grace.NONE;
    }
    if (requested.isEmpty() || requested.getAsLong() >= present) {
      return Grace.PENDING;
    }
    var seconds = requested.getAsLong();
    var start = metadata.deletionTimestamp().orElseThrow().minusSeconds(present);
    var end = start.plusSeconds(seconds);
    if (end.isBefore(clock.instant())) {
      end = clock.instant();
      seconds = seconds == 0 ? 0 : 1;
    }
    metadata.setDeletion(Times.seconds(end), seconds);
    return Grace.GRANTED;
  }

  private static void mark(Metadata metadata, Instant end, long seconds) {
    metadata.setDeletion(Times.seconds(end), seconds);
    raiseGeneration(metadata);
  }

  /// Finalizers hold an object of a kind without graceful deletion, or one whose grace is over.
  private void markAsDeleting(Metadata metadata) {
    var now = clock.instant();
    if (metadata.deletionTimestamp().filter(end -> !end.isAfter(now)).isEmpty()) {
      if (!metadata.isBeingDeleted()) {
        raiseGeneration(metadata);
      }
      metadata.setDeletion(Times.seconds(now), 0);
    }
    metadata.tree().put("deletionGracePeriodSeconds", 0);
  }

  private static void raiseGeneration(Metadata metadata) {
    if (metadata.generation() > 0) {
      metadata.setGeneration(metadata.generation() + 1);
    }
  }
}
