package dev.timonier.machinery.informer;

import io.fabric8.kubernetes.api.model.Status;

/// What a watch tells.
public sealed interface Change<T> {
  /// An object is there, or has changed.
  record Applied<T>(T item) implements Change<T> {}

  /// An object is gone.
  record Deleted<T>(T item) implements Change<T> {}

  /// Everything up to a revision was told.
  record Bookmark<T>(String revision) implements Change<T> {}

  /// The watch cannot go on, as when its history is gone.
  record Failed<T>(Status status) implements Change<T> {}
}
