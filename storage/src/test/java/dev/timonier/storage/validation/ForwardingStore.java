package dev.timonier.storage.validation;

import dev.timonier.storage.CommitResult;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.KeyVersion;
import dev.timonier.storage.LeaseId;
import dev.timonier.storage.Pin;
import dev.timonier.storage.RangeCursor;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.Watch;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.Watcher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Passes every call on to another store. Subclasses do one of them wrong.
abstract class ForwardingStore implements RevisionedStore {
  private final RevisionedStore sound;

  ForwardingStore(RevisionedStore sound) {
    this.sound = sound;
  }

  RevisionedStore sound() {
    return sound;
  }

  @Override
  public Revision currentRevision() {
    return sound().currentRevision();
  }

  @Override
  public boolean isExclusive() {
    return sound().isExclusive();
  }

  @Override
  public Revision compactedRevision() {
    return sound().compactedRevision();
  }

  @Override
  public void awaitRevision(Revision revision, Duration atMost) {
    sound().awaitRevision(revision, atMost);
  }

  @Override
  public Optional<KeyValue> get(StoreKey key) {
    return sound().get(key);
  }

  @Override
  public Optional<KeyValue> get(StoreKey key, Revision revision) {
    return sound().get(key, revision);
  }

  @Override
  public RangeCursor range(RangeRequest request) {
    return sound().range(request);
  }

  @Override
  public long count(KeyRange keys, Optional<Revision> revision) {
    return sound().count(keys, revision);
  }

  @Override
  public List<KeyVersion> history(StoreKey key, int limit) {
    return sound().history(key, limit);
  }

  @Override
  public Optional<Revision> revisionAt(Instant instant) {
    return sound().revisionAt(instant);
  }

  @Override
  public CommitResult commit(Transaction transaction) {
    return sound().commit(transaction);
  }

  @Override
  public Watch watch(WatchRequest request, Watcher watcher) {
    return sound().watch(request, watcher);
  }

  @Override
  public void compact(Revision revision) {
    sound().compact(revision);
  }

  @Override
  public Pin pin(Revision revision) {
    return sound().pin(revision);
  }

  @Override
  public LeaseId grantLease(Duration ttl) {
    return sound().grantLease(ttl);
  }

  @Override
  public void renewLease(LeaseId lease) {
    sound().renewLease(lease);
  }

  @Override
  public void revokeLease(LeaseId lease) {
    sound().revokeLease(lease);
  }

  @Override
  public Optional<Duration> remaining(LeaseId lease) {
    return sound().remaining(lease);
  }

  @Override
  public void close() {
    sound().close();
  }
}
