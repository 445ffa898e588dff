package dev.timonier.cluster;

import dev.timonier.cluster.directory.StorageFlags;
import dev.timonier.server.Serving;
import dev.timonier.storage.compaction.Retention;
import java.time.Duration;
import java.util.OptionalInt;

/// How an API server is started.
///
/// @param port the one of the last start, or 6443, when empty
/// @param storage what differs from the last start; RocksDB on the first one, unless it says so
/// @param history how long the store keeps what was; for ever when zero
/// @param kubelets whom it trusts to be a node
/// @param serving how it treats those who ask it
public record ServerOptions(
    OptionalInt port,
    StorageFlags storage,
    Duration history,
    KubeletTrust kubelets,
    Serving serving) {
  public ServerOptions(OptionalInt port, StorageFlags storage) {
    this(port, storage, Retention.DEFAULT.age(), new KubeletTrust.OwnAuthority(), Serving.DEFAULT);
  }

  /// At a port, with the storage of the last start.
  public static ServerOptions at(OptionalInt port) {
    return new ServerOptions(port, StorageFlags.NONE);
  }

  public ServerOptions withHistory(Duration kept) {
    return new ServerOptions(port, storage, kept, kubelets, serving);
  }

  public ServerOptions withKubelets(KubeletTrust trust) {
    return new ServerOptions(port, storage, history, trust, serving);
  }

  public ServerOptions withServing(Serving other) {
    return new ServerOptions(port, storage, history, kubelets, other);
  }
}
