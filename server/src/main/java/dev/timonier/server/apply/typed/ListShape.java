package dev.timonier.server.apply.typed;

import java.util.List;
import java.util.function.Supplier;

/// The shape of lists.
///
/// @param keys the fields that tell the elements of a list of objects apart; empty otherwise
public record ListShape(Supplier<MergeType> elements, Semantics semantics, List<String> keys) {

  /// What a list is to server-side apply.
  public enum Semantics {
    /// Each element has owners of its own.
    ASSOCIATIVE,
    /// The list is one value.
    ATOMIC
  }

  public static ListShape atomic(Supplier<MergeType> elements) {
    return new ListShape(elements, Semantics.ATOMIC, List.of());
  }

  public static ListShape set(Supplier<MergeType> elements) {
    return new ListShape(elements, Semantics.ASSOCIATIVE, List.of());
  }

  /// A list of objects that some of their fields tell apart.
  public static ListShape keyed(Supplier<MergeType> elements, List<String> keys) {
    return new ListShape(elements, Semantics.ASSOCIATIVE, keys);
  }

  boolean isAtomic() {
    return semantics == Semantics.ATOMIC;
  }

  MergeType element() {
    return elements.get();
  }
}
