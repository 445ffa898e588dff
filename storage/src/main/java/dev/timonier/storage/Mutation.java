package dev.timonier.storage;

import java.util.Optional;

/// One change within a transaction. A transaction changes a key at most once.
public sealed interface Mutation {
  StoreKey key();

  /// The size of key and value.
  long bytes();

  /// Gives the key a value, and the lease that it dies with.
  record Put(StoreKey key, byte[] value, Optional<LeaseId> lease) implements Mutation {
    public Put(StoreKey key, byte[] value) {
      this(key, value, Optional.empty());
    }

    @Override
    public long bytes() {
      return key.bytes().length + (long) value.length;
    }
  }

  /// Removes the key; nothing happens when there is none.
  record Delete(StoreKey key) implements Mutation {
    @Override
    public long bytes() {
      return key.bytes().length;
    }
  }
}
