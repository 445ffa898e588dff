package dev.timonier.server.apply.typed;

import dev.timonier.server.apply.fieldset.FieldSet;
import java.util.function.UnaryOperator;

/// What differs between two values. No field is in more than one of the sets.
public record Delta(FieldSet removed, FieldSet modified, FieldSet added) {
  public static final Delta NONE = new Delta(FieldSet.EMPTY, FieldSet.EMPTY, FieldSet.EMPTY);
  static final Delta REMOVED = new Delta(FieldSet.LEAF, FieldSet.EMPTY, FieldSet.EMPTY);
  static final Delta MODIFIED = new Delta(FieldSet.EMPTY, FieldSet.LEAF, FieldSet.EMPTY);
  static final Delta ADDED = new Delta(FieldSet.EMPTY, FieldSet.EMPTY, FieldSet.LEAF);

  public boolean isEmpty() {
    return removed.isEmpty() && modified.isEmpty() && added.isEmpty();
  }

  /// The fields that have another value now.
  public FieldSet changed() {
    return modified.union(added);
  }

  public Delta map(UnaryOperator<FieldSet> operator) {
    return new Delta(operator.apply(removed), operator.apply(modified), operator.apply(added));
  }

  Delta union(Delta other) {
    if (other.isEmpty()) {
      return this;
    }
    return isEmpty()
        ? other
        : new Delta(
            removed.union(other.removed), modified.union(other.modified), added.union(other.added));
  }
}
