package dev.timonier.storage.validation;

import dev.timonier.storage.CommitResult;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.WatchEvent;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything that clients and watchers have seen.
///
/// @param start the revision of the store before them
/// @param failures of operations and watches
record Recording(
    Revision start,
    List<Operation> operations,
    List<WatchLog> watches,
    List<StoreException> failures) {
  /// A commit that was acknowledged.
  record Acknowledged(Operation.Commit commit, Revision revision) {}

  /// Those commits in the order of their revisions.
  List<Acknowledged> acknowledged() {
    return operations.stream()
        .flatMap(Recording::acknowledged)
        .sorted(Comparator.comparing(Acknowledged::revision))
        .toList();
  }

  /// With those commits whose clients got no answer, but whose values a witness has seen. They may
  /// have taken effect at any time since they were sent.
  Recording witnessed(List<WatchEvent> events) {
    var revisions = new HashMap<String, Revision>();
    for (var event : events) {
      value(event).ifPresent(value -> revisions.putIfAbsent(value, event.revision()));
    }
    var found = operations.stream().flatMap(operation -> found(operation, revisions).stream());
    return new Recording(
        start, Stream.concat(operations.stream(), found).toList(), watches, failures);
  }

  private static Optional<Operation> found(Operation operation, Map<String, Revision> revisions) {
    return operation instanceof Operation.Failed(var span, var transaction, _)
        ? transaction.mutations().stream()
            .flatMap(mutation -> value(mutation).stream())
            .findFirst()
            .flatMap(value -> Optional.ofNullable(revisions.get(value)))
            .map(at -> new Operation.Commit(span, transaction, new CommitResult.Committed(at)))
        : Optional.empty();
  }

  private static Optional<String> value(WatchEvent event) {
    return switch (event) {
      case WatchEvent.Put(var current, _) -> Optional.of(text(current.value()));
      case WatchEvent.Delete _ -> Optional.empty();
    };
  }

  private static Optional<String> value(Mutation mutation) {
    return switch (mutation) {
      case Mutation.Put put -> Optional.of(text(put.value()));
      case Mutation.Delete _ -> Optional.empty();
    };
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  private static Stream<Acknowledged> acknowledged(Operation operation) {
    return operation instanceof Operation.Commit commit
            && commit.result() instanceof CommitResult.Committed(var revision)
        ? Stream.of(new Acknowledged(commit, revision))
        : Stream.empty();
  }
}
