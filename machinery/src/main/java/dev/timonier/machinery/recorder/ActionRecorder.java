package dev.timonier.machinery.recorder;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;

/// Tells users what a component did, or tried to do, with an object, in Events of events.k8s.io.
/// Never fails and never waits: events are a courtesy.
public interface ActionRecorder {
  /// @param reason why, a short word in CamelCase, as in `FailedScheduling`
  /// @param action what was done or tried, a short word in CamelCase, as in `Scheduling`
  /// @param note for people; at most 1024 characters
  void record(ObjectReference regarding, EventType type, String reason, String action, String note);

  /// @param related another object that had to do with it
  void record(
      ObjectReference regarding,
      ObjectReference related,
      EventType type,
      String reason,
      String action,
      String note);

  default void record(
      HasMetadata regarding, EventType type, String reason, String action, String note) {
    record(EventRecorder.reference(regarding), type, reason, action, note);
  }
}
