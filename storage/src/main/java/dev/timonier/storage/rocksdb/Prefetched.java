package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Guard;
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
  /// What need not be read, since the caller has seen that the one key of the transaction is
  /// absent.
  static Optional<Prefetched> seen(Transaction transaction) {
    if (transaction.guards().size() == 1
        && transaction.guards().getFirst() instanceof Guard.Absent(var key, var seen)
        && seen.isAfter(Revision.NONE)
        && transaction.mutations().stream().allMatch(mutation -> mutation.key().equals(key))) {
      return Optional.of(new Prefetched(seen, Map.of(key, Optional.empty())));
    }
    return Optional.empty();
  }

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
