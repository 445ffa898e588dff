package dev.timonier.storage.validation;

import dev.timonier.storage.CommitResult;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import java.util.List;
import java.util.Optional;

/// What a client did, when, and what it got.
sealed interface Operation {
  Span span();

  record Commit(Span span, Transaction transaction, CommitResult result) implements Operation {}

  /// A commit of which it is not known what became of it.
  record Failed(Span span, Transaction transaction, Outcome outcome) implements Operation {}

  /// A read of the present.
  record Get(Span span, StoreKey key, Optional<KeyValue> found) implements Operation {}

  /// A read of a revision.
  record Past(Span span, StoreKey key, Revision revision, Optional<KeyValue> found)
      implements Operation {}

  /// A range of the present, which says what revision that is.
  record Range(Span span, KeyRange keys, Revision revision, List<KeyValue> found)
      implements Operation {}

  record Current(Span span, Revision revision) implements Operation {}
}
