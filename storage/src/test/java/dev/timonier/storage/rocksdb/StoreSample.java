package dev.timonier.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.storage.Durability;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.LeaseId;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.contract.ManualTime;
import dev.timonier.storage.contract.RecordingWatcher;
import dev.timonier.storage.contract.StoreFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Stores with something of everything in them, and all that can be seen of a store.
final class StoreSample {
  static final LeaseId LEASE = new LeaseId(1);

  private StoreSample() {}

  static RocksDbStore open(Path directory) {
    return RocksDbStore.open(directory, Libraries.options(), new ManualTime().context());
  }

  static Revision put(RevisionedStore store, String... keysAndValues) {
    var puts = new ArrayList<Mutation>();
    for (var i = 0; i < keysAndValues.length; i += 2) {
      puts.add(put(keysAndValues[i], keysAndValues[i + 1], Optional.empty()));
    }
    store.commit(new Transaction(List.of(), puts, Durability.RELAXED));
    return store.currentRevision();
  }

  private static Mutation put(String key, String value, Optional<LeaseId> lease) {
    return new Mutation.Put(StoreKey.of(key), value.getBytes(StandardCharsets.UTF_8), lease);
  }

  /// Versions, deletions, a lease, compacted history.
  static void fill(RevisionedStore store) {
    assertThat(store.grantLease(Duration.ofMinutes(10))).isEqualTo(LEASE);
    put(store, "a", "1", "b", "1");
    put(store, "a", "2");
    store.compact(store.currentRevision());
    store.commit(
        Transaction.unguarded(
            put("leased", "1", Optional.of(LEASE)), new Mutation.Delete(StoreKey.of("b"))));
    put(store, "a", "3", "c\0d", "1");
    put(store, "b", "again");
  }

  /// The state at each revision that can be read, and all events since the first of them.
  static List<String> contents(RevisionedStore store) {
    var contents = new ArrayList<String>();
    var compacted = store.compactedRevision();
    contents.add("compacted " + compacted + ", lease " + store.remaining(LEASE));
    for (var at = Math.max(1, compacted.value()); at <= store.currentRevision().value(); at++) {
      contents.add(at + ": " + state(store, new Revision(at)));
    }
    contents.addAll(events(store, compacted.next()));
    return contents;
  }

  private static List<String> state(RevisionedStore store, Revision revision) {
    var state = new ArrayList<String>();
    try (var cursor = store.range(RangeRequest.latest(KeyRange.all()).at(revision))) {
      cursor.forEachRemaining(
          entry ->
              state.add(
                  "%s=%s %s %s %d %s"
                      .formatted(
                          entry.key(),
                          StoreFixture.text(entry),
                          entry.created(),
                          entry.modified(),
                          entry.version(),
                          entry.lease())));
    }
    return state;
  }

  private static List<String> events(RevisionedStore store, Revision from) {
    var watcher = new RecordingWatcher();
    watcher.started(store.watch(WatchRequest.from(KeyRange.all(), from), watcher));
    watcher.awaitProgress(store.currentRevision()).watch().close();
    return watcher.told();
  }
}
