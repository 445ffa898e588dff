package dev.timonier.cluster.command;

import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.Storage;

/// Commands that work on the files of a store, which only a cluster with RocksDB has.
final class OnDisk {
  private OnDisk() {}

  /// @param memory what to tell the user of a cluster in memory
  /// @param etcd what to tell the user of a cluster in etcd: which tool of etcd does the same
  /// @throws CommandFailure that says where the data is when it is not in files
  static void require(DataDirectory directory, String memory, String etcd) {
    var settings = directory.settings();
    if (settings.isEmpty()) {
      throw new CommandFailure("there is no cluster in " + directory.root());
    }
    switch (settings.get().storage()) {
      case Storage.RocksDb() -> {}
      case Storage.Memory() -> throw new CommandFailure("the cluster is in memory: " + memory);
      case Storage.Etcd storage ->
          throw new CommandFailure("the cluster is in " + storage.where() + ": " + etcd);
    }
  }
}
