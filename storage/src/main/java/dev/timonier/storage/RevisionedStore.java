package dev.timonier.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A store of versioned keys with one order of commits. Safe for use by many threads.
///
/// **Revisions.** Each committed transaction that changes something takes the next revision: one
/// per transaction, strictly increasing, gap-free. A new store is at [Revision#FIRST]. Every key
/// carries the revision that created it, the one that modified it last, and how often it was put.
///
/// **Commits** are atomic: all mutations or none, at one revision, if all guards hold; a refusal
/// returns the present versions of the guarded keys. A commit is acknowledged, that is
/// [#commit(Transaction)] returns, only when it is as durable as it asked to be; then every read
/// that starts afterwards sees it, and no crash takes it back.
///
/// **Reads** are linearizable unless they name a revision; a range is one consistent snapshot
/// however long the caller takes.
///
/// **Watches** are told of every change of their keys exactly once, in revision order, and never
/// half of a transaction. A watch that was cut is resumed at the revision after the last one that
/// it was told of, and nothing is lost or repeated. Watchers do not slow writers or each other, and
/// what the store remembers for a slow one is bounded.
///
/// **Compaction** to a revision forgets what was superseded at or before it. The compacted revision
/// is the oldest that can still be read: reads before it, and watches from it or before it, fail
/// with [StoreException.Compacted]. The newest version of every live key stays. A [Pin], and a
/// [RangeCursor] that is open, hold compaction back.
///
/// **Leases.** A key that was put with a lease is deleted, as by an ordinary transaction, when the
/// lease expires; all keys of a lease go at one revision. What a lease has left survives a restart.
///
/// **Errors** are [StoreException]s; each says what became of the commit that failed.
public interface RevisionedStore extends AutoCloseable {
  /// The revision of the last acknowledged commit.
  Revision currentRevision();

  /// The revision that was last compacted to; 0 when there was no compaction yet.
  Revision compactedRevision();

  /// Waits until the store is at `revision` or later, so that reads that follow are not older.
  ///
  /// @throws StoreException.FutureRevision when that took longer than `atMost`, which may be zero
  void awaitRevision(Revision revision, Duration atMost);

  /// The present version of a key.
  Optional<KeyValue> get(StoreKey key);

  /// The version of a key as of a revision.
  ///
  /// @throws StoreException.Compacted when that revision's history is gone
  /// @throws StoreException.FutureRevision when there is no such revision yet
  Optional<KeyValue> get(StoreKey key, Revision revision);

  /// Reads keys in order, as of one revision.
  ///
  /// @throws StoreException.Compacted when that revision's history is gone
  /// @throws StoreException.FutureRevision when there is no such revision yet
  RangeCursor range(RangeRequest request);

  /// How many keys a range holds, at a revision or at the latest one.
  ///
  /// @throws StoreException.Compacted when that revision's history is gone
  /// @throws StoreException.FutureRevision when there is no such revision yet
  long count(KeyRange keys, Optional<Revision> revision);

  /// The versions of a key that compaction has left, newest first; a deletion is one, too.
  ///
  /// @param limit how many at most, at least 1
  List<KeyVersion> history(StoreKey key, int limit);

  /// The revision that the store was at at an instant: that of the last commit at or before it.
  /// Empty when that is not known any more.
  Optional<Revision> revisionAt(Instant instant);

  /// Applies a transaction, and returns when it is durable. Blocks; meant for virtual threads.
  ///
  /// @throws StoreException.TooLarge when the transaction exceeds what the store takes
  /// @throws StoreException.NoSuchLease when a put names a lease that does not exist
  CommitResult commit(Transaction transaction);

  /// Starts to tell `watcher` of changes. A start in the future waits for that revision.
  ///
  /// A compacted start is reported through [Watcher#onError(StoreException)].
  Watch watch(WatchRequest request, Watcher watcher);

  /// Forgets the history before `revision`, or before the oldest pinned one if that is older.
  /// Nothing happens when that much was compacted already.
  ///
  /// @throws StoreException.FutureRevision when there is no such revision yet
  void compact(Revision revision);

  /// Holds a revision against the compaction that this process asks for.
  ///
  /// @throws StoreException.Compacted when that revision's history is gone
  /// @throws StoreException.FutureRevision when there is no such revision yet
  Pin pin(Revision revision);

  /// Starts a lease: keys that are put with it are deleted when it expires.
  ///
  /// @param ttl the time to live, at least one second
  LeaseId grantLease(Duration ttl);

  /// Gives a lease its full time to live again.
  ///
  /// @throws StoreException.NoSuchLease when it has expired
  void renewLease(LeaseId lease);

  /// Ends a lease and deletes its keys; nothing happens when there is no such lease.
  void revokeLease(LeaseId lease);

  /// The time that a lease has left; empty when there is no such lease.
  Optional<Duration> remaining(LeaseId lease);

  /// Refuses further calls, lets the commits under way finish, ends the watches with
  /// [StoreException.Closed]. Waits for open cursors.
  @Override
  void close();
}
