package dev.timonier.machinery.recorder;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;

/// What makes events the same: equal ones are counted in one Event, similar ones (equal but for the
/// message) are combined when there are many.
record EventKey(ObjectReference regarding, EventType type, String reason, String message) {
  /// The key of an event about an object, whatever the object's version.
  static EventKey of(ObjectReference regarding, EventType type, String reason, String message) {
    var anyVersion = new ObjectReferenceBuilder(regarding).withResourceVersion(null).build();
    return new EventKey(anyVersion, type, reason, message);
  }

  EventKey similar() {
    return new EventKey(regarding, type, reason, "");
  }
}
