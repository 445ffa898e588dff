package dev.timonier.server.registry;

import dev.timonier.server.objectstore.StoredObject;

/// What a deletion left behind.
public sealed interface DeleteResult {
  StoredObject object();

  /// The object is gone; as it last was.
  record Deleted(StoredObject object) implements DeleteResult {}

  /// What a dry run shows in place of an object whose finalizers the deletion takes away: an object
  /// without content.
  record Blank(StoredObject object) implements DeleteResult {}

  /// The object stays until its finalizers are gone or its grace period is over.
  record Pending(StoredObject object) implements DeleteResult {}
}
