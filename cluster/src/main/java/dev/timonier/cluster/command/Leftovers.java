package dev.timonier.cluster.command;

import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.node.LocalNode;
import dev.timonier.machinery.time.SystemTime;

/// What the containers of a cluster that was killed leave on this machine.
final class Leftovers {
  private Leftovers() {}

  /// Ends processes, and takes away mounts, control groups, interfaces and packet filters.
  static void remove(DataDirectory directory) {
    var settings = directory.settings();
    if (settings.isEmpty() || LocalNode.missing(directory).isPresent()) {
      return;
    }
    try (var time = new SystemTime("timers")) {
      LocalNode.removeLeftovers(directory, settings.get(), time);
    }
  }
}
