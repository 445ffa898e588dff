package dev.timonier.cluster;

import java.time.Duration;

/// Is told of a cluster's steps while it starts.
@FunctionalInterface
public interface Progress {
  /// Tells nobody.
  Progress SILENT = (_, _, _) -> {};

  /// @param step what was started, as in `store`
  /// @param detail what came of it, as in `https://127.0.0.1:6443`
  void done(String step, String detail, Duration took);
}
