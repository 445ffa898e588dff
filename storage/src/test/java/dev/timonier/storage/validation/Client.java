package dev.timonier.storage.validation;

import dev.timonier.storage.Durability;
import dev.timonier.storage.Guard;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Reads and writes a few keys at random, and writes down what comes of it.
final class Client implements Callable<List<Operation>> {
  static final List<StoreKey> KEYS =
      IntStream.range(0, 8).mapToObj(number -> StoreKey.of("keys/" + number)).toList();

  private final int number;
  private final RevisionedStore store;
  private final Random random;
  private final int count;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<StoreKey, KeyValue> known = new HashMap<>();
  private final Changes changes;
  private final Work work;
  private Revision lastSeen;

  /// What a commit may consist of.
  enum Changes {
    ANY,
    /// At least one put, so that a witness can tell it from others.
    RECOGNIZABLE
  }

  /// @param count how many operations
  Client(int number, RevisionedStore store, Random random, int count, Changes changes, Work work) {
    this.number = number;
    this.store = store;
    this.random = random;
    this.count = count;
    this.changes = changes;
    this.work = work;
    this.lastSeen = store.currentRevision();
  }

  @Override
  public List<Operation> call() {
    for (var done = 0; done < count; done++) {
      try {
        operations.add(next());
        work.answered();
      } catch (StoreException e) {
        work.failed(e);
      }
    }
    return operations;
  }

  private Operation next() {
    return switch (random.nextInt(10)) {
      case 0, 1 -> get();
      case 2 -> range();
      case 3 -> past();
      case 4 -> measured(() -> store.currentRevision(), Operation.Current::new);
      case 5, 6 -> commit(List.of());
      default -> commit(List.of(guard(key())));
    };
  }

  private Operation get() {
    var key = key();
    return measured(
        () -> store.get(key),
        (span, found) -> {
          found.ifPresent(entry -> known.put(key, entry));
          return new Operation.Get(span, key, found);
        });
  }

  private Operation range() {
    var keys = KeyRange.prefix(StoreKey.of("keys/"));
    return measured(
        () -> {
          try (var cursor = store.range(RangeRequest.latest(keys))) {
            var found = new ArrayList<KeyValue>();
            cursor.forEachRemaining(found::add);
            lastSeen = cursor.revision();
            return List.copyOf(found);
          }
        },
        (span, found) -> new Operation.Range(span, keys, lastSeen, found));
  }

  private Operation past() {
    var key = key();
    var revision = lastSeen;
    return measured(
        () -> store.get(key, revision),
        (span, found) -> new Operation.Past(span, key, revision, found));
  }

  private Operation commit(List<Guard> guards) {
    var transaction =
        new Transaction(
            guards, mutations(), random.nextBoolean() ? Durability.FULL : Durability.RELAXED);
    var start = System.nanoTime();
    try {
      return measured(
          () -> store.commit(transaction),
          (span, result) -> new Operation.Commit(span, transaction, result));
    } catch (StoreException e) {
      work.failed(e);
      return new Operation.Failed(new Span(start, Long.MAX_VALUE), transaction, e.outcome());
    }
  }

  private List<Mutation> mutations() {
    var keys = random.ints(0, KEYS.size()).distinct().limit(1 + random.nextInt(3)).toArray();
    var mutations = new ArrayList<Mutation>();
    for (var key : keys) {
      var isPut = random.nextInt(4) > 0 || (changes == Changes.RECOGNIZABLE && mutations.isEmpty());
      mutations.add(
          isPut ? new Mutation.Put(KEYS.get(key), value()) : new Mutation.Delete(KEYS.get(key)));
    }
    return mutations;
  }

  /// Unlike any other.
  private byte[] value() {
    return (number + "-" + operations.size()).getBytes(StandardCharsets.UTF_8);
  }

  /// On what the client has seen last, which may not be so any more.
  private Guard guard(StoreKey key) {
    return Optional.ofNullable(known.get(key))
        .<Guard>map(
            entry ->
                random.nextBoolean()
                    ? new Guard.Modified(key, entry.modified())
                    : new Guard.Version(key, entry.version()))
        .orElseGet(() -> new Guard.Absent(key));
  }

  private StoreKey key() {
    return KEYS.get(random.nextInt(KEYS.size()));
  }

  /// Makes an operation of what happens between two looks at the clock.
  private static <R> Operation measured(Supplier<R> action, Result<R> result) {
    var start = System.nanoTime();
    var outcome = action.get();
    return result.of(new Span(start, System.nanoTime()), outcome);
  }

  /// Makes an operation of its outcome.
  @FunctionalInterface
  private interface Result<R> {
    Operation of(Span span, R outcome);
  }
}
