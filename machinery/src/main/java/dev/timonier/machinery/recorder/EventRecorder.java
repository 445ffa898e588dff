package dev.timonier.machinery.recorder;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;

/// Tells users what happened to an object, in the Events that `kubectl describe` shows. Never fails
/// and never waits: events are a courtesy.
public interface EventRecorder {
  /// @param reason a short word in CamelCase
  void record(ObjectReference regarding, EventType type, String reason, String message);

  default void record(HasMetadata regarding, EventType type, String reason, String message) {
    record(reference(regarding), type, reason, message);
  }

  /// How events name the object that they are about.
  static ObjectReference reference(HasMetadata object) {
    var metadata = object.getMetadata();
    return new ObjectReferenceBuilder()
        .withApiVersion(object.getApiVersion())
        .withKind(object.getKind())
        .withName(metadata.getName())
        .withNamespace(metadata.getNamespace())
        .withUid(metadata.getUid())
        .withResourceVersion(metadata.getResourceVersion())
        .build();
  }
}
