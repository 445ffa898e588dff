package dev.timonier.storage.benchmark;

import dev.timonier.storage.CommitResult;
import dev.timonier.storage.Durability;
import dev.timonier.storage.Guard;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// What is measured.
enum Workload {
  PUTS_1("durable puts, 1 client") {
    @Override
    Load.Result run(RevisionedStore store, Duration time) {
      return puts(store, 1, time);
    }
  },
  PUTS_1000("durable puts, 1000 clients") {
    @Override
    Load.Result run(RevisionedStore store, Duration time) {
      return puts(store, 1000, time);
    }
  },
  GUARDED_100("guarded transactions, 100 clients") {
    @Override
    Load.Result run(RevisionedStore store, Duration time) {
      var last = new AtomicReferenceArray<>(new Revision[100]);
      for (var client = 0; client < last.length(); client++) {
        last.set(client, put(store, key("guarded", client)));
      }
      return Load.of(100, time)
          .run(
              (client, _) -> {
                var key = key("guarded", client);
                var guard = new Guard.Modified(key, last.get(client));
                var change = new Mutation.Put(key, value());
                last.set(
                    client,
                    commit(
                        store, new Transaction(List.of(guard), List.of(change), Durability.FULL)));
              });
    }
  },
  GETS_1("get latest, 1 thread") {
    @Override
    Load.Result run(RevisionedStore store, Duration time) {
      return gets(store, 1, time);
    }
  },
  GETS_16("get latest, 16 threads") {
    @Override
    Load.Result run(RevisionedStore store, Duration time) {
      return gets(store, 16, time);
    }
  },
  RANGES("range of 1000 keys, 1 thread") {
    @Override
    Load.Result run(RevisionedStore store, Duration time) {
      return Load.of(1, time)
          .run(
              (_, number) -> {
                var prefix = StoreKey.of("present/10" + number % 10);
                try (var cursor = store.range(RangeRequest.latest(KeyRange.prefix(prefix)))) {
                  var count = 0;
                  while (cursor.hasNext()) {
                    count += cursor.next().value().length > 0 ? 1 : 0;
                  }
                  check(count == 1000);
                }
              });
    }
  };

  static final int PRESENT = 10_000;
  private static final byte[] VALUE = new byte[256];

  static {
    new SplittableRandom(1).nextBytes(VALUE);
  }

  private final String title;

  Workload(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  abstract Load.Result run(RevisionedStore store, Duration time);

  /// Fills a store with what is read: 10,000 keys of 256 bytes.
  static void prepare(RevisionedStore store) {
    for (var number = 0; number < PRESENT; number += 100) {
      var mutations = new Mutation[100];
      for (var i = 0; i < mutations.length; i++) {
        mutations[i] = new Mutation.Put(key("present", number + i), value());
      }
      commit(store, Transaction.unguarded(mutations));
    }
  }

  private static Load.Result puts(RevisionedStore store, int clients, Duration time) {
    return Load.of(clients, time)
        .run((client, number) -> put(store, key("put-" + client, number % 100)));
  }

  private static Load.Result gets(RevisionedStore store, int clients, Duration time) {
    return Load.of(clients, time)
        .run(
            (_, _) -> {
              var number = ThreadLocalRandom.current().nextInt(PRESENT);
              check(store.get(key("present", number)).isPresent());
            });
  }

  static Revision put(RevisionedStore store, StoreKey key) {
    return put(store, key, value());
  }

  static Revision put(RevisionedStore store, StoreKey key, byte[] value) {
    return commit(store, Transaction.unguarded(new Mutation.Put(key, value)));
  }

  static StoreKey key(String kind, long number) {
    return StoreKey.of(kind + "/" + (100_000 + number)); // sorted, without the cost of a format
  }

  static byte[] value() {
    return VALUE.clone();
  }

  private static Revision commit(RevisionedStore store, Transaction transaction) {
    return switch (store.commit(transaction)) {
      case CommitResult.Committed(var revision) -> revision;
      case CommitResult.Refused refused -> throw new IllegalStateException(refused.toString());
    };
  }

  private static void check(boolean right) {
    if (!right) {
      throw new IllegalStateException("something else was read than was written");
    }
  }
}
