package dev.timonier.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A store of versioned keys with one order of commits. Safe for use by many threads.
///
/// **Revisions.** One per committed transaction that changes something, strictly increasing,
/// gap-free. Every key carries its create revision, its modification revision and its version,
/// which counts its puts. The current revision can be read. A new store starts at 1,
/// [Revision#FIRST].
///
/// **Transactions** are atomic: several puts and deletes, guarded by conditions on modification
/// revision, version or absence; all or nothing, at one revision. A failed guard returns the
/// present versions of the guarded keys, so that the caller need not read again: a conflict is a
/// result, [CommitResult.Refused], and no error.
///
/// **Reads** are gets and ranges (prefix, start and end, limit, resume key, count, keys only), at
/// the latest revision or at any that is not compacted. A range is one consistent snapshot however
/// long the caller takes. Reads are linearizable; after [#awaitRevision(Revision, Duration)], which
/// waits or fails, they are not older than that revision.
///
/// **Watches** of a key or a range start at any revision that is not compacted, or now. A watcher
/// is told of every event exactly once, in revision order, the events of a transaction never split,
/// with the previous version on demand, and of progress with the current revision. Resuming after a
/// cut at the last revision seen loses and repeats nothing. A cancelled or slow watcher harms
/// nobody; its memory is bounded.
///
/// **Compaction** to a revision: the newest version of every live key stays, and space is given
/// back without stopping anyone. The compacted revision is the oldest that can still be read: reads
/// before it, and watches from it or before it, fail with [StoreException.Compacted], which names
/// it. A [Pin], and a [RangeCursor] that is open, hold it back. By age and by number of revisions,
/// [dev.timonier.storage.compaction.AutoCompaction] compacts by itself.
///
/// **Leases.** Keys that were put with a lease disappear as ordinary delete events when it expires,
/// all at one revision. Renewals are cheap: they take no revision and wait for no disk. The
/// remaining time survives a restart; only an etcd whose leader has changed gives it the full time
/// again.
///
/// **Durability.** An acknowledged commit, that is one of which [#commit(Transaction)] has
/// returned, survives kill -9 and a power cut. [Durability#RELAXED] commits may lose the last
/// moments at a power cut, never at kill -9, never reorder, never corrupt. A store that knows but
/// one durability makes no difference.
///
/// **Errors** are the few of [StoreException]; each says what the caller may assume about the
/// commit: not applied, applied, or unknown.
public interface RevisionedStore extends AutoCloseable {
  /// The revision of the last acknowledged commit.
  Revision currentRevision();

  /// Whether nothing is committed but by way of this object, expiry of leases aside: who knows of
  /// those commits knows of all.
  boolean isExclusive();

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
