package dev.timonier.cluster;

import dev.timonier.cluster.directory.Storage;
import dev.timonier.cluster.directory.UnusableStorage;
import dev.timonier.cluster.pki.ClusterPki;
import dev.timonier.storage.CommitResult;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Whose an etcd is, or the part of it below a prefix. The cluster that comes first leaves the
/// certificate of its authority there; API servers with the same authority are of the same cluster,
/// and any others would read secrets and trust tokens that are not theirs.
final class Claim {
  private static final StoreKey KEY = StoreKey.of("/timonier/authority");

  private Claim() {}

  /// @throws UnusableStorage when it belongs to a cluster with another authority
  static void make(RevisionedStore store, Storage.Etcd storage, ClusterPki pki) {
    var own = pki.authorityPem().getBytes(StandardCharsets.UTF_8);
    if (store.commit(Transaction.create(KEY, own)) instanceof CommitResult.Refused refused
        && !refused
            .present()
            .getFirst()
            .map(there -> Arrays.equals(there.value(), own))
            .orElse(false)) {
      throw new UnusableStorage(
          storage.where()
              + " holds another cluster; choose another --etcd-prefix, or copy cluster.properties"
              + " and pki/ of its data directory to add an API server to it");
    }
  }
}
