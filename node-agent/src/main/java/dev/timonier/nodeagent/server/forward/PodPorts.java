package dev.timonier.nodeagent.server.forward;

import dev.timonier.nodeagent.runtime.PortConnection;

/// The ports of one pod.
@FunctionalInterface
public interface PodPorts {
  /// @throws dev.timonier.nodeagent.runtime.RuntimeFailure when nothing listens there
  PortConnection connect(int port);
}
