package dev.timonier.server.resource.core.pod;

import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Part;
import dev.timonier.server.validation.Subject;

/// What may change when a part of a pod is written.
interface PodUpdate {
  static PodUpdate of(Part part) {
    return switch (part) {
      case STATUS -> new StatusUpdate();
      case EPHEMERAL_CONTAINERS -> new EphemeralContainersUpdate();
      case RESIZE -> new ResizeUpdate();
      case MAIN, FINALIZE, APPROVAL, BINDING, EVICTION, SCALE, TOKEN -> new MainUpdate();
    };
  }

  /// Takes everything else from the old pod.
  void prepare(ApiObject next, ApiObject old);

  void validate(Subject next, ApiObject old);
}
