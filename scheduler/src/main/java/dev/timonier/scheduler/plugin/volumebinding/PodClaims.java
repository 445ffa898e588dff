package dev.timonier.scheduler.plugin.volumebinding;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.List;

/// What was found out about the volumes that a pod claims.
sealed interface PodClaims {
  /// They can be had.
  ///
  /// @param bound have their volume
  /// @param delayed get one when it is known on which node the pod will be
  record Ready(List<PersistentVolumeClaim> bound, List<PersistentVolumeClaim> delayed)
      implements PodClaims {
    boolean isEmpty() {
      return bound.isEmpty() && delayed.isEmpty();
    }
  }

  /// The pod cannot be anywhere at present.
  record Missing(String reason) implements PodClaims {}
}
