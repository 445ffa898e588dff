package dev.timonier.storage.etcd;

import dev.timonier.storage.Revision;
import dev.timonier.storage.watch.Change;
import dev.timonier.storage.watch.Commit;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchEvent.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What a watch of all keys of etcd has brought: whole transactions, in order.
///
/// @param from the first revision of anybody's
/// @param commits those of our keys
/// @param through the last revision of anybody's
record Events(Revision from, List<Commit> commits, Revision through) {
  /// @param events at least one
  static Events of(List<WatchEvent> events, Keyspace keyspace) {
    var changes = new TreeMap<Revision, List<Change>>();
    for (var event : events) {
      change(event, keyspace)
          .ifPresent(
              change ->
                  changes.computeIfAbsent(change.revision(), _ -> new ArrayList<>()).add(change));
    }
    var commits =
        changes.entrySet().stream().map(each -> new Commit(each.getKey(), each.getValue()));
    return new Events(revision(events.getFirst()), commits.toList(), revision(events.getLast()));
  }

  private static Revision revision(WatchEvent event) {
    return new Revision(event.getKeyValue().getModRevision());
  }

  /// Whether something is missing that was to be told from a revision on: every revision shows up
  /// in a watch of all keys, except the empty store's. A watch that broke off before it told
  /// anything is resumed by the client at the revision that etcd had when it was begun.
  boolean lack(Revision first) {
    return from.isAfter(Revision.FIRST.next()) && from.isAfter(first);
  }

  /// Without what is up to a revision.
  Events after(Revision revision) {
    var later = commits.stream().filter(commit -> commit.revision().isAfter(revision)).toList();
    return new Events(from, later, through);
  }

  private static Optional<Change> change(WatchEvent event, Keyspace keyspace) {
    var stored = event.getKeyValue();
    return keyspace
        .own(stored.getKey())
        .map(
            key ->
                new Change(
                    key,
                    new Revision(stored.getModRevision()),
                    event.getEventType() == EventType.PUT
                        ? Optional.of(keyspace.entry(stored))
                        : Optional.empty(),
                    previous(event.getPrevKV(), keyspace)));
  }

  private static Optional<dev.timonier.storage.KeyValue> previous(
      KeyValue stored, Keyspace keyspace) {
    return stored.getModRevision() == 0 ? Optional.empty() : Optional.of(keyspace.entry(stored));
  }
}
