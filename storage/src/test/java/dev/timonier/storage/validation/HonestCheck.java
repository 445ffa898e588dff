package dev.timonier.storage.validation;

import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.validation.Operation.Failed;
import dev.timonier.storage.validation.Recording.Acknowledged;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A commit that is said not to be applied is not there.
final class HonestCheck implements Check {
  @Override
  public List<String> findings(Recording recording, Truth truth) {
    var applied = applied(recording);
    return recording.operations().stream()
        .filter(operation -> operation instanceof Failed failed && isDenied(failed, applied))
        .map(operation -> "is there, in spite of its outcome: " + operation)
        .toList();
  }

  private static Set<Transaction> applied(Recording recording) {
    return recording.acknowledged().stream()
        .map(Acknowledged::commit)
        .map(Operation.Commit::transaction)
        .collect(Collectors.toSet());
  }

  private static boolean isDenied(Failed failed, Set<Transaction> applied) {
    return failed.outcome() == Outcome.NOT_APPLIED && applied.contains(failed.transaction());
  }
}
