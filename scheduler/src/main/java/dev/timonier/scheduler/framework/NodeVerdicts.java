package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.framework.Status.Rejection;
import java.util.Optional;

/// Why nodes of a snapshot were rejected.
public interface NodeVerdicts {
  /// @param position of the node in the snapshot
  /// @return none where the node was not rejected
  Optional<Rejection> rejection(int position);
}
