package dev.timonier.storage.rocksdb;

import dev.timonier.storage.CommitResult;
import dev.timonier.storage.Guard;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.LeaseId;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.lease.LeaseTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Decides about a transaction when it is its turn.
record TransactionWork(Transaction transaction, Prefetched prefetched, LeaseTable leases)
    implements Function<Batch, CommitResult> {
  @Override
  public CommitResult apply(Batch batch) {
    if (!allHold(batch)) {
      return new CommitResult.Refused(batch.revision(), present(batch));
    }
    for (var mutation : transaction.mutations()) {
      checkLease(mutation, batch);
    }
    var changes = changes(batch);
    if (!changes.isEmpty()) {
      batch.add(changes);
      batch.demand(transaction.durability());
    }
    return new CommitResult.Committed(batch.revision());
  }

  private boolean allHold(Batch batch) {
    for (var guard : transaction.guards()) {
      if (!holds(guard, batch)) {
        return false;
      }
    }
    return true;
  }

  private boolean holds(Guard guard, Batch batch) {
    var present = batch.latest(guard.key(), prefetched);
    return switch (guard) {
      case Guard.Absent _ -> present.isEmpty();
      case Guard.Modified(_, var revision) ->
          present.filter(found -> found.modified().equals(revision)).isPresent();
      case Guard.Version(_, var version) ->
          present.filter(found -> found.version() == version).isPresent();
    };
  }

  private List<Optional<KeyValue>> present(Batch batch) {
    return transaction.guards().stream()
        .map(guard -> batch.latest(guard.key(), prefetched).map(StoredVersion::entry))
        .toList();
  }

  private void checkLease(Mutation mutation, Batch batch) {
    if (mutation instanceof Mutation.Put(_, _, var lease)) {
      lease.ifPresent(id -> checkLease(id, batch));
    }
  }

  private void checkLease(LeaseId lease, Batch batch) {
    leases.living(lease);
    if (batch.endsLease(lease)) {
      throw new StoreException.NoSuchLease(lease);
    }
  }

  private List<VersionChange> changes(Batch batch) {
    var changes = new ArrayList<VersionChange>(transaction.mutations().size());
    for (var mutation : transaction.mutations()) {
      var before = batch.latest(mutation.key(), prefetched);
      var put = put(mutation, before, batch);
      if (put.isPresent() || before.isPresent()) {
        changes.add(
            new VersionChange(
                mutation.key(), batch.revision().next(), batch.moment(), put, before));
      }
    }
    return changes;
  }

  private static Optional<KeyValue> put(
      Mutation mutation, Optional<StoredVersion> before, Batch batch) {
    return switch (mutation) {
      case Mutation.Delete _ -> Optional.empty();
      case Mutation.Put(var key, var value, var lease) -> {
        var revision = batch.revision().next();
        var created = before.map(StoredVersion::created).orElse(revision);
        var version = before.map(StoredVersion::version).orElse(0L) + 1;
        yield Optional.of(new KeyValue(key, value, created, revision, version, lease));
      }
    };
  }
}
