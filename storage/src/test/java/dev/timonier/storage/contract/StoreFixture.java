package dev.timonier.storage.contract;

import dev.timonier.storage.CommitResult;
import dev.timonier.storage.Guard;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.metric.Metric;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A new store for each test, and short words for what tests do with it.
public interface StoreFixture {
  /// The store under test.
  RevisionedStore store();

  /// What the store has of its surroundings.
  StoreContext context();

  /// Lets time pass for the store.
  void pass(Duration time);

  default StoreKey key(String text) {
    return StoreKey.of(text);
  }

  default KeyRange below(String prefix) {
    return KeyRange.prefix(key(prefix));
  }

  default Mutation.Put put(String key, String value) {
    return new Mutation.Put(key(key), value.getBytes(StandardCharsets.UTF_8));
  }

  default Mutation.Delete delete(String key) {
    return new Mutation.Delete(key(key));
  }

  /// Commits without guards.
  default Revision commit(Mutation... mutations) {
    return committed(store().commit(Transaction.unguarded(mutations)));
  }

  default CommitResult commit(Guard guard, Mutation... mutations) {
    var plain = Transaction.unguarded(mutations);
    return store().commit(new Transaction(List.of(guard), plain.mutations(), plain.durability()));
  }

  default Revision committed(CommitResult result) {
    return switch (result) {
      case CommitResult.Committed(var revision) -> revision;
      case CommitResult.Refused refused -> throw new AssertionError("refused: " + refused);
    };
  }

  default CommitResult.Refused refused(CommitResult result) {
    return switch (result) {
      case CommitResult.Committed committed -> throw new AssertionError("applied: " + committed);
      case CommitResult.Refused refused -> refused;
    };
  }

  default KeyValue present(String key) {
    return store().get(key(key)).orElseThrow();
  }

  default Optional<String> value(String key) {
    return store().get(key(key)).map(StoreFixture::text);
  }

  default Optional<String> value(String key, Revision at) {
    return store().get(key(key), at).map(StoreFixture::text);
  }

  /// The range's entries as `key=value`.
  default List<String> entries(RangeRequest request) {
    try (var cursor = store().range(request)) {
      var entries = new ArrayList<String>();
      cursor.forEachRemaining(entry -> entries.add(entry.key() + "=" + text(entry)));
      return entries;
    }
  }

  /// What a gauge of the store shows.
  default double gauge(String name) {
    return context().metrics().all().stream()
        .filter(metric -> metric.name().equals(name))
        .mapToDouble(metric -> ((Metric.Gauge) metric).value().getAsDouble())
        .max()
        .orElseThrow();
  }

  default RecordingWatcher watch(WatchRequest request) {
    var watcher = new RecordingWatcher();
    watcher.started(store().watch(request, watcher));
    return watcher;
  }

  static String text(KeyValue entry) {
    return new String(entry.value(), StandardCharsets.UTF_8);
  }
}
