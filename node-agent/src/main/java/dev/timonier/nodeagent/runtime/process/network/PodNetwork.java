package dev.timonier.nodeagent.runtime.process.network;

import dev.timonier.nodeagent.runtime.SandboxConfig.PortMapping;
import dev.timonier.nodeagent.runtime.SandboxId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Connects the network namespaces of sandboxes. What it did outlives it.
public interface PodNetwork {
  /// Connects a namespace.
  ///
  /// @param namespace a file that stands for it
  /// @return the sandbox' addresses, the primary one first
  List<String> attach(SandboxId sandbox, Path namespace, List<PortMapping> ports)
      throws IOException;

  /// Frees what a sandbox has; without complaint when it has nothing.
  void detach(SandboxId sandbox) throws IOException;

  /// Takes up the sandboxes that were attached before, frees what belongs to no other, and gets
  /// ready for more.
  void start(Map<SandboxId, List<PortMapping>> sandboxes) throws IOException;

  /// Takes everything away that serves all sandboxes.
  void remove() throws IOException;
}
