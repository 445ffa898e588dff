package dev.timonier.nodeagent.pod;

import java.util.Set;

/// The life of a pod on a node. It only goes forward:
///
/// | stage | what happens | next when |
/// |---|---|---|
/// | SYNCING | the runtime is brought to what the specification wants | the pod is deleted, gone from the API, refused, past its deadline, or all its containers have ended for good |
/// | TERMINATING | containers are stopped | none runs any more |
/// | TERMINATED | volumes and, once the pod is deleted, containers and directories are removed; then the API's object | the API's object is gone |
/// | FINISHED | nothing is left; the worker is forgotten | |
enum Stage {
  SYNCING,
  TERMINATING,
  TERMINATED,
  FINISHED;

  /// The stages that may come after this one.
  Set<Stage> next() {
    return switch (this) {
      case SYNCING -> Set.of(SYNCING, TERMINATING);
      case TERMINATING -> Set.of(TERMINATING, TERMINATED);
      case TERMINATED -> Set.of(TERMINATED, FINISHED);
      case FINISHED -> Set.of(FINISHED);
    };
  }

  Stage to(Stage other) {
    if (!next().contains(other)) {
      throw new IllegalStateException("no way from " + this + " to " + other);
    }
    return other;
  }
}
