package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a caller has read of its transaction's keys before it is the transaction's turn, so that
/// whoever writes need not.
///
/// @param revision as of when
record Prefetched(Revision revision, Map<StoreKey, Optional<StoredVersion>> versions) {
  static Prefetched of(Transaction transaction, ReadView view, Reader reader) {
    if (transaction.guards().isEmpty() && transaction.mutations().size() == 1) {
      var key = transaction.mutations().getFirst().key();
      return new Prefetched(view.revision(), Map.of(key, reader.latest(view, key)));
    }
    var versions = new HashMap<StoreKey, Optional<StoredVersion>>();
    for (var guard : transaction.guards()) {
      versions.computeIfAbsent(guard.key(), key -> reader.latest(view, key));
    }
    for (var mutation : transaction.mutations()) {
      versions.computeIfAbsent(mutation.key(), key -> reader.latest(view, key));
    }
    return new Prefetched(view.revision(), versions);
  }

  /// Nothing was read.
  static Prefetched nothing() {
    return new Prefetched(Revision.NONE, Map.of());
  }
}
