package dev.timonier.nodeagent.pod;

import dev.timonier.nodeagent.runtime.SandboxId;
import java.time.Duration;

/// What a pod's turn may ask of the workers.
interface Turn {
  /// Asks for another turn at once.
  void again();

  /// Asks for another turn later.
  void after(Duration delay);

  /// Lets news of a sandbox wake the pod.
  void own(SandboxId sandbox);
}
