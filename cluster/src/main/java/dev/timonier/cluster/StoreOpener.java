package dev.timonier.cluster;

import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.Storage;
import dev.timonier.cluster.directory.Storage.EtcdCredentials;
import dev.timonier.cluster.directory.UnusableStorage;
import dev.timonier.cluster.pki.ClusterPki;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.etcd.EtcdOptions;
import dev.timonier.storage.etcd.EtcdOptions.ClientFiles;
import dev.timonier.storage.etcd.EtcdOptions.Login;
import dev.timonier.storage.etcd.EtcdOptions.TlsFiles;
import dev.timonier.storage.etcd.EtcdStore;
import dev.timonier.storage.memory.MemoryStore;
import dev.timonier.storage.rocksdb.RocksDbOptions;
import dev.timonier.storage.rocksdb.RocksDbStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// Opens a cluster's store.
final class StoreOpener {
  private StoreOpener() {}

  /// @throws UnusableStorage when it cannot be opened, or belongs to another cluster
  static RevisionedStore open(
      Storage storage, DataDirectory directory, ClusterPki pki, StoreContext context) {
    try {
      return switch (storage) {
        case Storage.Memory() -> new MemoryStore(context);
        case Storage.RocksDb() ->
            RocksDbStore.open(directory.store(), RocksDbOptions.in(directory.libraries()), context);
        case Storage.Etcd etcd -> claimed(EtcdStore.connect(options(etcd), context), etcd, pki);
      };
    } catch (StoreException e) {
      throw new UnusableStorage("the store cannot be opened: " + e.getMessage());
    }
  }

  /// What a user reads of where the data is.
  static String where(Storage storage, DataDirectory directory) {
    return switch (storage) {
      case Storage.RocksDb() -> "in " + directory.store();
      case Storage.Memory() -> "in memory: gone when the cluster stops";
      case Storage.Etcd etcd -> "in " + etcd.where();
    };
  }

  private static RevisionedStore claimed(
      RevisionedStore store, Storage.Etcd storage, ClusterPki pki) {
    try {
      Claim.make(store, storage, pki);
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static EtcdOptions options(Storage.Etcd storage) {
    var options =
        EtcdOptions.of(storage.endpoints().toArray(URI[]::new))
            .withPrefix(StoreKey.of(storage.prefix()));
    var credentials = storage.credentials();
    var secured = storage.usesTls() ? options.withTls(tls(credentials)) : options;
    return credentials
        .user()
        .map(user -> new Login(user, password(credentials.passwordFile().orElseThrow())))
        .map(secured::withLogin)
        .orElse(secured);
  }

  private static TlsFiles tls(EtcdCredentials credentials) {
    return new TlsFiles(
        credentials.authority(),
        credentials
            .certificate()
            .map(certificate -> new ClientFiles(certificate, credentials.key().orElseThrow())));
  }

  private static String password(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UnusableStorage("the password of etcd cannot be read from " + e.getMessage());
    }
  }
}
