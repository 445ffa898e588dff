package dev.timonier.storage;

/// A condition that must hold for a transaction to be applied.
public sealed interface Guard {
  StoreKey key();

  /// The key does not exist.
  ///
  /// @param seen when the caller has seen that, which may save the store from looking;
  ///   [Revision#NONE] when it has not
  record Absent(StoreKey key, Revision seen) implements Guard {
    public Absent(StoreKey key) {
      this(key, Revision.NONE);
    }
  }

  /// The key's present version was put at this revision.
  record Modified(StoreKey key, Revision revision) implements Guard {}

  /// The key was put this many times since it was last absent.
  record Version(StoreKey key, long version) implements Guard {}
}
