package dev.timonier.storage.validation;

import dev.timonier.storage.CommitResult;
import dev.timonier.storage.Revision;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Everything that clients and watchers have seen.
///
/// @param start the revision of the store before them
record Recording(Revision start, List<Operation> operations, List<WatchLog> watches) {
  /// A commit that was acknowledged.
  record Acknowledged(Operation.Commit commit, Revision revision) {}

  /// Those commits in the order of their revisions.
  List<Acknowledged> acknowledged() {
    return operations.stream()
        .flatMap(Recording::acknowledged)
        .sorted(Comparator.comparing(Acknowledged::revision))
        .toList();
  }

  private static Stream<Acknowledged> acknowledged(Operation operation) {
    return operation instanceof Operation.Commit commit
            && commit.result() instanceof CommitResult.Committed(var revision)
        ? Stream.of(new Acknowledged(commit, revision))
        : Stream.empty();
  }
}
