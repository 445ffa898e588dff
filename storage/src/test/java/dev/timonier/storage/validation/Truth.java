package dev.timonier.storage.validation;

import dev.timonier.storage.CommitResult;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.WatchRequest.Previous;
import dev.timonier.storage.memory.History;
import dev.timonier.storage.validation.Recording.Acknowledged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What the store must have been: the acknowledged commits, made one after the other by the model,
/// in the order of their revisions.
///
/// Several commits may be at one revision: the one that made it, and others that changed nothing
/// when the store was there.
final class Truth {
  private final History history = new History();
  private final Set<Acknowledged> effective = new HashSet<>();
  private final Map<Revision, Span> made = new HashMap<>();
  private final List<String> contradictions = new ArrayList<>();

  /// @param recording of a store that was new
  Truth(Recording recording) {
    var byRevision = new TreeMap<Revision, List<Acknowledged>>();
    recording
        .acknowledged()
        .forEach(
            each -> byRevision.computeIfAbsent(each.revision(), _ -> new ArrayList<>()).add(each));
    byRevision.forEach(this::replay);
  }

  /// Commits that cannot have been made in the order of their revisions.
  List<String> contradictions() {
    return contradictions;
  }

  Revision current() {
    return history.current();
  }

  /// Whether a commit made its revision.
  boolean isEffective(Acknowledged commit) {
    return effective.contains(commit);
  }

  /// When the commit that made a revision was under way.
  Map<Revision, Span> made() {
    return made;
  }

  Optional<KeyValue> get(StoreKey key, Revision revision) {
    return history.get(key, revision);
  }

  List<KeyValue> range(KeyRange keys, Revision revision) {
    return history.range(keys, revision).toList();
  }

  /// Whether the guards of a transaction hold at a revision.
  boolean admits(Transaction transaction, Revision revision) {
    return transaction.guards().stream()
        .allMatch(guard -> Guards.holds(guard, history.get(guard.key(), revision)));
  }

  /// What a watcher of some keys is to be told of revisions, both inclusive.
  Stream<WatchEvent> events(KeyRange keys, Revision from, Revision through) {
    return history
        .commits(from)
        .takeWhile(commit -> !commit.revision().isAfter(through))
        .flatMap(commit -> commit.within(keys).changes().stream())
        .map(change -> change.event(Previous.INCLUDE));
  }

  private void replay(Revision revision, List<Acknowledged> commits) {
    var rest = new ArrayList<>(commits);
    if (revision.equals(history.current().next())) {
      var maker =
          commits.stream()
              .filter(each -> changes(transaction(each)) > 0)
              .min(
                  Comparator.<Acknowledged>comparingLong(each -> -changes(transaction(each)))
                      .thenComparing(each -> each.commit().span().start()));
      maker.ifPresent(each -> make(each, rest));
    }
    rest.stream().filter(each -> !isIdleNow(each)).forEach(this::contradict);
  }

  private void make(Acknowledged commit, List<Acknowledged> rest) {
    rest.remove(commit);
    if (history.apply(transaction(commit), Instant.EPOCH) instanceof CommitResult.Refused) {
      contradict(commit);
    }
    effective.add(commit);
    made.put(commit.revision(), commit.commit().span());
  }

  private boolean isIdleNow(Acknowledged commit) {
    return commit.revision().equals(history.current())
        && admits(transaction(commit), history.current())
        && changes(transaction(commit)) == 0;
  }

  /// How much a transaction would change now. One that puts something changes most, because it
  /// cannot have been at a revision without making it; of several that only delete, the one that
  /// deletes most leaves nothing to the others. Of equals the first is as good as any.
  private long changes(Transaction transaction) {
    return transaction.mutations().stream()
        .mapToLong(
            mutation ->
                switch (mutation) {
                  case Mutation.Put _ -> 1_000;
                  case Mutation.Delete(var key) ->
                      history.get(key, history.current()).isPresent() ? 1 : 0;
                })
        .sum();
  }

  private void contradict(Acknowledged commit) {
    contradictions.add(
        "%s was acknowledged at %s, where the model is at %s and does not take it"
            .formatted(transaction(commit).mutations(), commit.revision(), history.current()));
  }

  private static Transaction transaction(Acknowledged commit) {
    return commit.commit().transaction();
  }
}
