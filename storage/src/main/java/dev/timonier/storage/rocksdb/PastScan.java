package dev.timonier.storage.rocksdb;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreKey;
import java.util.Arrays;
import java.util.Optional;

/// The keys of a range as of an earlier revision: walks through `latest` and `index` side by side,
/// for a key of then is in one of them or in both.
final class PastScan implements AutoCloseable {
  private static final Revision AFTER_ALL = new Revision(Long.MAX_VALUE);

  private final Reader reader;
  private final ReadView view;
  private final Revision revision;
  private final Scan latest;
  private final Scan index;

  PastScan(Database database, Reader reader, ReadView view, KeyRange keys, Revision revision) {
    this.reader = reader;
    this.view = view;
    this.revision = revision;
    this.latest = database.scan(Family.LATEST, view, keys.end().map(StoreKey::bytes));
    this.index = database.scan(Family.INDEX, view, keys.end().map(Layout::escaped));
    latest.seek(keys.start().bytes());
    index.seek(Layout.escaped(keys.start()));
  }

  /// The next key that was there, with its version of then; empty at the end.
  Optional<StoredVersion> next() {
    while (latest.isValid() || index.isValid()) {
      var version = versionOf(nextKey());
      if (version.isPresent()) {
        return version;
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    latest.close();
    index.close();
  }

  /// The lesser of the keys that the two scans are at.
  private StoreKey nextKey() {
    if (!index.isValid()) {
      return liveKey();
    }
    var changed = Layout.unescaped(Layout.escapedOfIndex(index.key()));
    return latest.isValid() && liveKey().compareTo(changed) < 0 ? liveKey() : changed;
  }

  private StoreKey liveKey() {
    return new StoreKey(latest.key());
  }

  /// The version that a key had, if it was there; moves both scans past the key.
  private Optional<StoredVersion> versionOf(StoreKey key) {
    var newest = takeLatest(key).filter(this::existed);
    var escaped = Layout.escaped(key);
    if (!isIndexAt(escaped)) {
      return newest;
    }
    var version = newest.or(() -> replacedSince(escaped));
    index.seek(Layout.index(escaped, AFTER_ALL));
    return version;
  }

  private Optional<StoredVersion> takeLatest(StoreKey key) {
    if (!latest.isValid() || !Arrays.equals(latest.key(), key.bytes())) {
      return Optional.empty();
    }
    var version = new StoredVersion(key, latest.value());
    latest.next();
    return Optional.of(version);
  }

  /// What the first change after the revision has replaced.
  private Optional<StoredVersion> replacedSince(byte[] escaped) {
    index.seek(Layout.index(escaped, revision.next()));
    return isIndexAt(escaped)
        ? reader.change(view, index).replaced().filter(this::existed)
        : Optional.empty();
  }

  private boolean isIndexAt(byte[] escaped) {
    return index.isValid() && Layout.isIndexOf(index.key(), escaped);
  }

  private boolean existed(StoredVersion version) {
    return !version.modified().isAfter(revision);
  }
}
