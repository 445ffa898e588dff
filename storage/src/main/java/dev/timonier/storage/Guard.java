package dev.timonier.storage;

/// A condition that must hold for a transaction to be applied.
public sealed interface Guard {
  StoreKey key();

  /// The key does not exist.
  record Absent(StoreKey key) implements Guard {}

  /// The key's present version was put at this revision.
  record Modified(StoreKey key, Revision revision) implements Guard {}

  /// The key was put this many times since it was last absent.
  record Version(StoreKey key, long version) implements Guard {}
}
