package dev.timonier.server.authz.node;

import java.util.function.LongConsumer;

/// Takes note of how long it takes to note what nodes have to do with an object.
@FunctionalInterface
public interface GraphNotes {
  /// Asked once for each action, not each time.
  ///
  /// @param action as Kubernetes calls it, `AddPod`
  /// @return is told, in nanoseconds, how long it took each time
  LongConsumer of(String action);
}
