package dev.timonier.server.registry;

import dev.timonier.server.objectstore.StoredObject;

/// What an update left behind.
public sealed interface UpdateResult {
  StoredObject object();

  record Updated(StoredObject object) implements UpdateResult {}

  record Created(StoredObject object) implements UpdateResult {}

  /// The last finalizer of an object that was being deleted is gone, and the object with it.
  record Deleted(StoredObject object) implements UpdateResult {}
}
