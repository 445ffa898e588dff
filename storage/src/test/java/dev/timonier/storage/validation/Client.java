package dev.timonier.storage.validation;

import dev.timonier.storage.Durability;
import dev.timonier.storage.Guard;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
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
  private Revision lastSeen;

  /// @param count how many operations
  Client(int number, RevisionedStore store, Random random, int count) {
    this.number = number;
    this.store = store;
    this.random = random;
    this.count = count;
    this.lastSeen = store.currentRevision();
  }

  @Override
  public List<Operation> call() {
    for (var done = 0; done < count; done++) {
      operations.add(next());
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
    var mutations =
        random
            .ints(0, KEYS.size())
            .distinct()
            .limit(1 + random.nextInt(3))
            .boxed()
            .map(this::change);
    var transaction =
        new Transaction(
            guards,
            mutations.toList(),
            random.nextBoolean() ? Durability.FULL : Durability.RELAXED);
    return measured(
        () -> store.commit(transaction),
        (span, result) -> new Operation.Commit(span, transaction, result));
  }

  private Mutation change(int key) {
    return random.nextInt(4) == 0
        ? new Mutation.Delete(KEYS.get(key))
        : new Mutation.Put(KEYS.get(key), value());
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
