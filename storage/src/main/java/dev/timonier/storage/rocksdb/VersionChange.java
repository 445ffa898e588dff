package dev.timonier.storage.rocksdb;

import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.rocksdb.LogRecord.Kind;
import dev.timonier.storage.watch.Change;
import java.time.Instant;
import java.util.Optional;

/// A change of one key as it is written.
///
/// @param put the new version; empty when the key is deleted
/// @param before the version that is replaced
record VersionChange(
    StoreKey key,
    Revision revision,
    Instant committed,
    Optional<KeyValue> put,
    Optional<StoredVersion> before) {
  /// Writes the change, as [Layout] describes it.
  ///
  /// @return the new version as it is stored
  Optional<StoredVersion> write(Writes writes, int ordinal) {
    var log =
        new LogRecord(
            revision, ordinal, committed, put.isPresent() ? Kind.PUT : Kind.DELETE, key, before);
    writes.put(Family.LOG, log.storedKey(), log.encoded());
    if (before.isPresent()) {
      writes.put(Family.INDEX, Layout.index(key, revision), Layout.indexRecord(ordinal));
    }
    var stored = put.map(entry -> StoredVersion.of(entry, committed));
    stored.ifPresentOrElse(
        version -> writes.put(Family.LATEST, key.bytes(), version.record()),
        () -> writes.delete(Family.LATEST, key.bytes()));
    writeLease(writes);
    return stored;
  }

  Change seen() {
    return new Change(key, revision, put, before.map(StoredVersion::entry));
  }

  private void writeLease(Writes writes) {
    var old = before.flatMap(StoredVersion::lease);
    var current = put.flatMap(KeyValue::lease);
    if (old.equals(current)) {
      return;
    }
    old.map(lease -> Layout.leasedKey(lease, key))
        .ifPresent(record -> writes.delete(Family.FACTS, record));
    current
        .map(lease -> Layout.leasedKey(lease, key))
        .ifPresent(record -> writes.put(Family.FACTS, record, new byte[0]));
  }
}
