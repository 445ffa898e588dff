package dev.timonier.storage;

import java.util.Optional;

/// One change of one key.
public sealed interface WatchEvent {
  StoreKey key();

  /// The transaction that made the change.
  Revision revision();

  /// The version before, if it was asked for and existed.
  Optional<KeyValue> previous();

  /// The key was given a value.
  record Put(KeyValue current, Optional<KeyValue> previous) implements WatchEvent {
    @Override
    public StoreKey key() {
      return current.key();
    }

    @Override
    public Revision revision() {
      return current.modified();
    }
  }

  /// The key was removed, by a transaction or by the end of its lease.
  record Delete(StoreKey key, Revision revision, Optional<KeyValue> previous)
      implements WatchEvent {}
}
