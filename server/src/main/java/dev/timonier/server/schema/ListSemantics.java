package dev.timonier.server.schema;

import java.util.List;

/// What the elements of a list are to server-side apply
/// (<https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy>).
public sealed interface ListSemantics {
  /// The list is one value.
  record Atomic() implements ListSemantics {}

  /// The elements are a set of scalars.
  record Set() implements ListSemantics {}

  /// The elements are objects that are told apart by some of their fields.
  record Map(List<String> keys) implements ListSemantics {}
}
