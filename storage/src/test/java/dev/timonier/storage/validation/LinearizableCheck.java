package dev.timonier.storage.validation;

import dev.timonier.storage.CommitResult;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Revision;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.validation.Recording.Acknowledged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.LongStream;

/// Each operation takes effect at one moment between its start and its end.
///
/// The revisions are the witness of the order, so that nothing needs to be searched for: an
/// operation must have seen the store at a revision that is
/// - not older than what any operation saw that was over before it began, and
/// - not newer than what was being committed when it ended.
///
/// For example, when a commit at revision 7 was over before a read began, and 9 was begun before
/// the read ended but 10 was not, then the read must show what the truth shows at 7, 8 or 9. A read
/// counts as one of the oldest of them that fits, which leaves the most room to later ones.
final class LinearizableCheck implements Check {
  @Override
  public List<String> findings(Recording recording, Truth truth) {
    return new Run(recording, truth).findings();
  }

  /// What an operation is known to have seen when it was over.
  private record Over(long end, Revision seen) {}

  /// One look at the operations, in the order in which they began.
  private static final class Run {
    private final Recording recording;
    private final Truth truth;
    private final List<String> findings = new ArrayList<>();
    private final PriorityQueue<Over> open = new PriorityQueue<>(Comparator.comparing(Over::end));
    private final Begun begun;
    private Revision oldest;

    Run(Recording recording, Truth truth) {
      this.recording = recording;
      this.truth = truth;
      this.begun = Begun.of(truth);
      this.oldest = recording.start();
    }

    List<String> findings() {
      recording.operations().stream()
          .sorted(Comparator.comparing(operation -> operation.span().start()))
          .forEach(this::check);
      return findings;
    }

    private void check(Operation operation) {
      while (!open.isEmpty() && open.peek().end() < operation.span().start()) {
        oldest = max(oldest, open.remove().seen());
      }
      var newest = begun.before(operation.span().end());
      var seen =
          LongStream.rangeClosed(oldest.value(), newest.value())
              .mapToObj(Revision::new)
              .filter(revision -> fits(operation, revision))
              .findFirst();
      seen.ifPresentOrElse(
          revision -> open.add(new Over(operation.span().end(), revision)),
          () ->
              findings.add("between " + oldest + " and " + newest + " nothing fits " + operation));
    }

    /// Whether the operation can have seen the store at this revision.
    private boolean fits(Operation operation, Revision at) {
      return switch (operation) {
        case Operation.Commit commit -> fits(commit, at);
        case Operation.Failed _ -> true;
        case Operation.Get(_, var key, var found) -> same(truth.get(key, at), found);
        case Operation.Range(_, var keys, var revision, var found) ->
            at.equals(revision) && Seen.of(truth.range(keys, at)).equals(Seen.of(found));
        case Operation.Current(_, var revision) -> at.equals(revision);
        case Operation.Past(_, var key, var revision, var found) ->
            !revision.isAfter(at) && same(truth.get(key, revision), found);
      };
    }

    private boolean fits(Operation.Commit commit, Revision at) {
      return switch (commit.result()) {
        case CommitResult.Committed(var revision) ->
            at.equals(revision) && (isIdle(commit, revision) || at.isAfter(oldest));
        case CommitResult.Refused(var revision, var present) ->
            at.equals(revision)
                && !truth.admits(commit.transaction(), at)
                && isPresent(commit.transaction(), present, at);
      };
    }

    private boolean isIdle(Operation.Commit commit, Revision revision) {
      return !truth.isEffective(new Acknowledged(commit, revision));
    }

    private boolean isPresent(
        Transaction transaction, List<Optional<KeyValue>> present, Revision at) {
      var keys = transaction.guards().iterator();
      return present.stream().allMatch(found -> same(truth.get(keys.next().key(), at), found));
    }

    private static boolean same(Optional<KeyValue> one, Optional<KeyValue> other) {
      return Seen.of(one).equals(Seen.of(other));
    }

    private static Revision max(Revision one, Revision other) {
      return one.isAfter(other) ? one : other;
    }
  }
}
