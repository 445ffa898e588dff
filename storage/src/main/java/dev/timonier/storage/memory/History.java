package dev.timonier.storage.memory;

import dev.timonier.storage.CommitResult;
import dev.timonier.storage.Guard;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.KeyVersion;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.watch.Change;
import dev.timonier.storage.watch.Commit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Keys, their versions, and the transactions that made them, as plain data: the model of a store.
/// It knows nothing of threads, watchers or leases' time. For one thread at a time.
public final class History {
  /// A commit and its time.
  private record Entry(Commit commit, Instant moment) {}

  private NavigableMap<StoreKey, Chain> chains;
  private NavigableMap<Revision, Entry> entries;
  private boolean shared; // with a copy: to be copied before the next change
  private Revision current;

  /// The history of a new store.
  public History() {
    this(new TreeMap<>(), new TreeMap<>(), Revision.FIRST);
  }

  private History(
      NavigableMap<StoreKey, Chain> chains,
      NavigableMap<Revision, Entry> entries,
      Revision current) {
    this.chains = chains;
    this.entries = entries;
    this.current = current;
  }

  /// A history that starts as this one and changes independently of it. Takes no time: whichever of
  /// the two is changed first copies what they share.
  public History copy() {
    var copy = new History(chains, entries, current);
    copy.shared = true;
    shared = true;
    return copy;
  }

  /// To be called before each change.
  private void own() {
    if (shared) {
      chains = new TreeMap<>(chains);
      entries = new TreeMap<>(entries);
      shared = false;
    }
  }

  public Revision current() {
    return current;
  }

  /// How many keys there are.
  public int keys() {
    return (int) range(KeyRange.all(), current).count();
  }

  public Optional<KeyValue> get(StoreKey key, Revision revision) {
    return Optional.ofNullable(chains.get(key)).flatMap(chain -> chain.at(revision));
  }

  /// The present keys of a range at a revision, in order.
  public Stream<KeyValue> range(KeyRange keys, Revision revision) {
    return within(keys).sequencedValues().stream().flatMap(chain -> chain.at(revision).stream());
  }

  public Stream<KeyVersion> versions(StoreKey key) {
    return Optional.ofNullable(chains.get(key)).stream().flatMap(Chain::versions);
  }

  /// Transactions in order, from one revision on.
  public Stream<Commit> commits(Revision from) {
    return entries.tailMap(from).values().stream().map(Entry::commit);
  }

  /// The last revision whose time is not after an instant.
  public Optional<Revision> revisionAt(Instant instant) {
    return entries.descendingMap().entrySet().stream()
        .filter(entry -> !entry.getValue().moment().isAfter(instant))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// Whether all guards of a transaction hold.
  public boolean admits(Transaction transaction) {
    return transaction.guards().stream().allMatch(this::holds);
  }

  /// Applies a transaction, or refuses it.
  public CommitResult apply(Transaction transaction, Instant moment) {
    if (!admits(transaction)) {
      return new CommitResult.Refused(current, present(transaction.guards()));
    }
    var revision = current.next();
    var changes = new ArrayList<Change>();
    for (var mutation : transaction.mutations()) {
      change(mutation, revision).ifPresent(changes::add);
    }
    if (!changes.isEmpty()) {
      record(new Commit(revision, List.copyOf(changes)), moment);
    }
    return new CommitResult.Committed(current);
  }

  /// Forgets what cannot be seen at `oldest` or later.
  public void compact(Revision oldest) {
    own();
    entries.headMap(oldest, true).clear();
    for (var each = chains.entrySet().iterator(); each.hasNext(); ) {
      var entry = each.next();
      entry.getValue().compacted(oldest).ifPresentOrElse(entry::setValue, each::remove);
    }
  }

  private boolean holds(Guard guard) {
    var present = get(guard.key(), current);
    return switch (guard) {
      case Guard.Absent _ -> present.isEmpty();
      case Guard.Modified(_, var revision) ->
          present.filter(found -> found.modified().equals(revision)).isPresent();
      case Guard.Version(_, var version) ->
          present.filter(found -> found.version() == version).isPresent();
    };
  }

  private List<Optional<KeyValue>> present(List<Guard> guards) {
    return guards.stream().map(guard -> get(guard.key(), current)).toList();
  }

  private Optional<Change> change(Mutation mutation, Revision revision) {
    var before = get(mutation.key(), current);
    return switch (mutation) {
      case Mutation.Put put ->
          Optional.of(
              new Change(put.key(), revision, Optional.of(next(put, revision, before)), before));
      case Mutation.Delete(var key) ->
          before.map(_ -> new Change(key, revision, Optional.empty(), before));
    };
  }

  private static KeyValue next(Mutation.Put put, Revision revision, Optional<KeyValue> before) {
    var created = before.map(KeyValue::created).orElse(revision);
    var version = before.map(KeyValue::version).orElse(0L) + 1;
    return new KeyValue(put.key(), put.value(), created, revision, version, put.lease());
  }

  private void record(Commit commit, Instant moment) {
    own();
    current = commit.revision();
    entries.put(current, new Entry(commit, moment));
    for (var change : commit.changes()) {
      var version = new KeyVersion(current, change.current(), Optional.of(moment));
      var older = Optional.ofNullable(chains.get(change.key()));
      chains.put(change.key(), new Chain(version, older));
    }
  }

  private SequencedMap<StoreKey, Chain> within(KeyRange keys) {
    if (keys.isEmpty()) {
      return new TreeMap<>();
    }
    return keys.end()
        .map(end -> chains.subMap(keys.start(), end))
        .orElseGet(() -> chains.tailMap(keys.start()));
  }
}
