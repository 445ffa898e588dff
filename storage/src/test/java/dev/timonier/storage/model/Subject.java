package dev.timonier.storage.model;

import dev.timonier.storage.CommitResult;
import dev.timonier.storage.Durability;
import dev.timonier.storage.Guard;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.KeyVersion;
import dev.timonier.storage.LeaseId;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.contract.RecordingWatcher;
import dev.timonier.storage.memory.MemoryStore;
import dev.timonier.storage.model.Action.Change;
import dev.timonier.storage.model.Action.GuardOn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/// A store to which actions are done. Everything that can be seen of it becomes text, to be
/// compared.
public final class Subject implements AutoCloseable {
  static final List<String> KEYS = List.of("a", "a\0b", "ab", "b", "b/1", "b/2", "c");

  private final Supplier<RevisionedStore> opening;
  private final Consumer<Duration> passing;
  private final List<LeaseId> leases = new ArrayList<>();
  private RevisionedStore store;

  public Subject(Supplier<RevisionedStore> opening, Consumer<Duration> passing) {
    this.opening = opening;
    this.passing = passing;
    this.store = opening.get();
  }

  RevisionedStore store() {
    return store;
  }

  /// Does it, and says what came of it.
  public String act(Action action) {
    try {
      return switch (action) {
        case Action.Commit(var guards, var changes) -> commit(guards, changes);
        case Action.Look(var back, var limit) -> look(revision(back), limit);
        case Action.Compact(var back) -> compact(revision(back));
        case Action.Grant(var ttl) -> grant(ttl);
        case Action.Renew(var number) -> renew(number);
        case Action.Revoke(var number) -> revoke(number);
        case Action.Pass(var time) -> pass(time);
        case Action.Reopen() -> reopen();
      };
    } catch (StoreException e) {
      return e.toString().replaceAll("lease: .*", "lease");
    }
  }

  /// What a watch of everything since the compacted revision is told.
  public List<String> told() {
    var from = max(store.compactedRevision().next(), Revision.FIRST);
    var watcher = new RecordingWatcher();
    watcher.started(store.watch(WatchRequest.from(KeyRange.all(), from).withPrevious(), watcher));
    watcher.awaitProgress(store.currentRevision());
    watcher.watch().close();
    return watcher.events().stream().map(Subject::text).toList();
  }

  @Override
  public void close() {
    store.close();
  }

  private String commit(List<GuardOn> guards, List<Change> changes) {
    var transaction =
        new Transaction(
            guards.stream().map(this::guard).toList(),
            changes.stream().map(this::mutation).toList(),
            Durability.RELAXED);
    return switch (store.commit(transaction)) {
      case CommitResult.Committed(var revision) -> "committed " + revision;
      case CommitResult.Refused(var revision, var present) ->
          "refused " + revision + present.stream().map(Subject::text).toList();
    };
  }

  private Guard guard(GuardOn on) {
    var key = StoreKey.of(on.key());
    var present = store.get(key);
    return switch (on.condition()) {
      case ABSENT -> new Guard.Absent(key);
      case PRESENT_REVISION ->
          new Guard.Modified(key, present.map(KeyValue::modified).orElse(Revision.FIRST));
      case PRESENT_VERSION -> new Guard.Version(key, present.map(KeyValue::version).orElse(7L));
      case WRONG_REVISION -> new Guard.Modified(key, Revision.FIRST);
    };
  }

  private Mutation mutation(Change change) {
    return switch (change) {
      case Change.Delete(var key) -> new Mutation.Delete(StoreKey.of(key));
      case Change.Put(var key, var value, var lease) ->
          new Mutation.Put(
              StoreKey.of(key),
              value.getBytes(StandardCharsets.UTF_8),
              lease == 0 ? Optional.empty() : lease(lease));
    };
  }

  private String look(Revision revision, int limit) {
    var request = RangeRequest.latest(KeyRange.prefix(StoreKey.of(""))).at(revision);
    var seen = new ArrayList<String>();
    seen.add("at " + revision + " of " + store.currentRevision());
    try (var cursor = store.range(request.limit(limit))) {
      cursor.forEachRemaining(entry -> seen.add(text(Optional.of(entry))));
    }
    seen.add("count " + store.count(KeyRange.prefix(StoreKey.of("b")), Optional.of(revision)));
    for (var key : KEYS) {
      seen.add(key + " " + text(store.get(StoreKey.of(key), revision)));
      seen.add(key + " " + text(store.get(StoreKey.of(key))));
      seen.add(store.history(StoreKey.of(key), limit).stream().map(Subject::text).toList() + "");
    }
    return seen.toString();
  }

  private String compact(Revision revision) {
    store.compact(revision);
    return "compacted " + store.compactedRevision();
  }

  private String grant(Duration ttl) {
    leases.add(store.grantLease(ttl));
    return "granted " + store.remaining(leases.getLast());
  }

  private String renew(int number) {
    lease(number).ifPresent(store::renewLease);
    return "renewed " + lease(number).flatMap(store::remaining);
  }

  private String revoke(int number) {
    lease(number).ifPresent(store::revokeLease);
    return "revoked " + store.currentRevision();
  }

  private String pass(Duration time) {
    passing.accept(time);
    settle();
    return "passed " + leases.stream().map(store::remaining).toList() + store.currentRevision();
  }

  private String reopen() {
    if (store instanceof MemoryStore) {
      settle();
      return "reopened";
    }
    store.close();
    store = opening.get();
    passing.accept(Duration.ZERO);
    settle();
    return "reopened";
  }

  /// Waits for deletions of expired leases, which are not waited for by anybody else: they are
  /// committed before what is committed after them.
  private void settle() {
    store.revokeLease(store.grantLease(Duration.ofHours(1)));
  }

  private Optional<LeaseId> lease(int number) {
    return leases.isEmpty() ? Optional.empty() : Optional.of(leases.get(number % leases.size()));
  }

  private Revision revision(int back) {
    return new Revision(Math.max(1, store.currentRevision().value() - back));
  }

  private static Revision max(Revision one, Revision other) {
    return one.isAfter(other) ? one : other;
  }

  private static String text(Optional<KeyValue> found) {
    return found
        .map(
            entry ->
                entry.key()
                    + "="
                    + new String(entry.value(), StandardCharsets.UTF_8)
                    + LongStream.of(
                            entry.created().value(), entry.modified().value(), entry.version())
                        .boxed()
                        .toList()
                    + (entry.lease().isPresent() ? "leased" : ""))
        .orElse("absent");
  }

  private static String text(KeyVersion version) {
    return version.revision() + text(version.value());
  }

  private static String text(WatchEvent event) {
    var current =
        switch (event) {
          case WatchEvent.Put(var put, _) -> Optional.of(put);
          case WatchEvent.Delete _ -> Optional.<KeyValue>empty();
        };
    return event.revision()
        + event.key().toString()
        + text(current)
        + " was "
        + text(event.previous());
  }
}
