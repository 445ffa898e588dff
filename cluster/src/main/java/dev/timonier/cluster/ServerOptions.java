package dev.timonier.cluster;

import dev.timonier.cluster.directory.StorageFlags;
import java.util.OptionalInt;

/// How an API server is started.
///
/// @param port the one of the last start, or 6443, when empty
/// @param storage what differs from the last start; RocksDB on the first one, unless it says so
/// @param kubelets whom it trusts to be a node
public record ServerOptions(OptionalInt port, StorageFlags storage, KubeletTrust kubelets) {
  public ServerOptions(OptionalInt port, StorageFlags storage) {
    this(port, storage, new KubeletTrust.OwnAuthority());
  }

  /// At a port, with the storage of the last start.
  public static ServerOptions at(OptionalInt port) {
    return new ServerOptions(port, StorageFlags.NONE);
  }

  public ServerOptions withKubelets(KubeletTrust trust) {
    return new ServerOptions(port, storage, trust);
  }
}
