package dev.timonier.storage;

import java.util.List;
import java.util.Optional;

/// What became of a transaction.
public sealed interface CommitResult {
  /// Applied and durable. A transaction that changes nothing (only deletes of absent keys, or no
  /// mutation at all) takes no revision of its own: `revision` is then the store's current one.
  record Committed(Revision revision) implements CommitResult {}

  /// A guard did not hold and nothing was changed.
  ///
  /// @param present the present version of each guarded key, in the guards' order
  record Refused(Revision revision, List<Optional<KeyValue>> present) implements CommitResult {}
}
