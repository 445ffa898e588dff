package dev.timonier.storage.validation;

import dev.timonier.storage.CommitResult;
import dev.timonier.storage.Durability;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.Watch;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.Watcher;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// Stores with one planted bug each.
final class FlawedStores {
  private FlawedStores() {}

  /// Tells its watchers through something that spoils what they are told.
  static RevisionedStore telling(RevisionedStore sound, UnaryOperator<Watcher> spoiling) {
    return new ForwardingStore(sound) {
      @Override
      public Watch watch(WatchRequest request, Watcher watcher) {
        return super.watch(request, spoiling.apply(watcher));
      }
    };
  }

  /// Starts a watch so many revisions too late.
  static RevisionedStore startingWatches(RevisionedStore sound, int late) {
    return new ForwardingStore(sound) {
      @Override
      public Watch watch(WatchRequest request, Watcher watcher) {
        var from = new Revision(request.from().orElseThrow().value() + late);
        return super.watch(
            new WatchRequest(request.keys(), Optional.of(from), request.previous()), watcher);
      }
    };
  }

  /// Answers each tenth read with what was there a while ago.
  static RevisionedStore readingStale(RevisionedStore sound) {
    return new ForwardingStore(sound) {
      private final AtomicInteger reads = new AtomicInteger();

      @Override
      public Optional<KeyValue> get(StoreKey key) {
        var old = new Revision(Math.max(1, currentRevision().value() - 30));
        return reads.incrementAndGet() % 10 == 0 ? super.get(key, old) : super.get(key);
      }
    };
  }

  /// Does not wait for the disk, whatever durability is asked for.
  static RevisionedStore acknowledgingEarly(RevisionedStore sound) {
    return new ForwardingStore(sound) {
      @Override
      public CommitResult commit(Transaction transaction) {
        return super.commit(transaction.with(Durability.RELAXED));
      }
    };
  }

  /// Does wait for the disk, whatever durability is asked for.
  static RevisionedStore acknowledgingDurably(RevisionedStore sound) {
    return new ForwardingStore(sound) {
      @Override
      public CommitResult commit(Transaction transaction) {
        return super.commit(transaction.with(Durability.FULL));
      }
    };
  }

  /// Does not answer each fifth commit, and half of those it has not even applied.
  static RevisionedStore forgettingAnswers(RevisionedStore sound, Outcome said) {
    return new ForwardingStore(sound) {
      private final AtomicInteger commits = new AtomicInteger();

      @Override
      public CommitResult commit(Transaction transaction) {
        var number = commits.incrementAndGet();
        var result = number % 10 == 0 ? Optional.<CommitResult>empty() : applied(transaction);
        if (number % 5 == 0) {
          throw new StoreException.TimedOut("no answer, on purpose", said, null);
        }
        return result.orElseThrow();
      }

      private Optional<CommitResult> applied(Transaction transaction) {
        return Optional.of(super.commit(transaction));
      }
    };
  }

  /// Looks at guards before the transaction instead of within it.
  static RevisionedStore ignoringGuards(RevisionedStore sound) {
    return new ForwardingStore(sound) {
      @Override
      public CommitResult commit(Transaction transaction) {
        return super.commit(new Transaction(List.of(), transaction.mutations(), Durability.FULL));
      }
    };
  }
}
