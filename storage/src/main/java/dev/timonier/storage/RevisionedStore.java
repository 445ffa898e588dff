package dev.timonier.storage;

import java.time.Duration;
import java.util.Optional;

/// A store of versioned keys with one order of commits. Safe for use by many threads.
///
/// **Revisions.** Each committed transaction that changes something takes the next revision: one
/// per transaction, strictly increasing, gap-free. A new store is at [Revision#FIRST].
///
/// **Commits** are atomic: all mutations or none, at one revision, if all guards hold. A commit is
/// acknowledged, that is [#commit(Transaction)] returns, only when it is as durable as it asked to
/// be; then every read that starts afterwards sees it, and no crash takes it back.
///
/// **Reads** are linearizable unless they name a revision; a range is one consistent snapshot.
///
/// **Watches** are told of every change of their keys exactly once, in revision order, and never
/// half of a transaction. A watch that was cut is resumed at the revision after the last one that
/// it was told of, and nothing is lost or repeated. Watchers do not slow writers or each other.
///
/// **History** is kept until [#compact(Revision)]: reads and watches at or below the compacted
/// revision fail with [StoreException.Compacted]; the newest version of every live key stays.
public interface RevisionedStore extends AutoCloseable {
  /// The revision of the last acknowledged commit.
  Revision currentRevision();

  /// The newest revision that [#compact(Revision)] removed; 0 when nothing was compacted.
  Revision compactedRevision();

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
  long count(KeyRange keys, Optional<Revision> revision);

  /// Applies a transaction, and returns when it is durable. Blocks; meant for virtual threads.
  CommitResult commit(Transaction transaction);

  /// Starts to tell `watcher` of changes.
  ///
  /// A compacted start is reported through [Watcher#onError(StoreException)].
  Watch watch(WatchRequest request, Watcher watcher);

  /// Forgets the history before and at `revision`, but for the newest version of every live key.
  ///
  /// @throws StoreException.FutureRevision when there is no such revision yet
  void compact(Revision revision);

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

  /// Refuses further calls, lets the commits under way finish, ends the watches.
  @Override
  void close();
}
