package dev.timonier.cluster.command;

import dev.timonier.cluster.directory.DataDirectory;

/// placeholder
final class Leftovers {
  static void remove(DataDirectory directory) {}
}
