package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Durability;
import dev.timonier.storage.LeaseId;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.rocksdb.RecentVersions.Recent;
import dev.timonier.storage.watch.Change;
import dev.timonier.storage.watch.Commit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is written together: the changes of several commands, each of which sees those of the ones
/// before it. For whoever has the turn to write.
final class Batch {
  private final RecentVersions recent;
  private final Instant moment;
  private final Writes writes;
  private final Map<StoreKey, Recent> changed = new LinkedHashMap<>();
  private final List<Commit> commits = new ArrayList<>();
  private final Set<LeaseId> endedLeases = new HashSet<>();
  private Revision revision;
  private Durability durability = Durability.RELAXED;

  /// @param start the revision before the batch
  /// @param moment when its transactions are committed
  Batch(RecentVersions recent, Writes writes, Revision start, Instant moment) {
    this.recent = recent;
    this.writes = writes;
    this.revision = start;
    this.moment = moment;
  }

  /// The last revision that was taken.
  Revision revision() {
    return revision;
  }

  Instant moment() {
    return moment;
  }

  List<Commit> commits() {
    return commits;
  }

  Map<StoreKey, Recent> changed() {
    return changed;
  }

  Writes writes() {
    return writes;
  }

  boolean isEmpty() {
    return writes.isEmpty();
  }

  long bytes() {
    return writes.bytes();
  }

  /// What the most demanding of the commands asked for.
  Durability durability() {
    return durability;
  }

  void demand(Durability wanted) {
    if (wanted == Durability.FULL) {
      durability = wanted;
    }
  }

  /// The newest version of a key, changes of this batch included.
  Optional<StoredVersion> latest(StoreKey key, Prefetched prefetched) {
    var mine = changed.get(key);
    return mine == null ? recent.latest(key, prefetched) : mine.version();
  }

  void endLease(LeaseId lease) {
    endedLeases.add(lease);
  }

  boolean endsLease(LeaseId lease) {
    return endedLeases.contains(lease);
  }

  /// Adds a transaction's changes, all of which are at the next revision.
  void add(List<VersionChange> changes) {
    revision = revision.next();
    var seen = new ArrayList<Change>(changes.size());
    for (var change : changes) {
      var stored = change.write(writes, seen.size());
      changed.put(change.key(), new Recent(revision, stored));
      seen.add(change.seen());
    }
    commits.add(new Commit(revision, seen));
  }
}
