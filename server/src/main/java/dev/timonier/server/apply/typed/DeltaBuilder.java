package dev.timonier.server.apply.typed;

import dev.timonier.server.apply.fieldset.FieldSet;
import dev.timonier.server.apply.fieldset.FieldSetBuilder;
import dev.timonier.server.apply.fieldset.PathElement;
import org.jspecify.annotations.Nullable;

/// Collects what differs below a path. Costs nothing while nothing does.
final class DeltaBuilder {
  private @Nullable FieldSetBuilder removed;
  private @Nullable FieldSetBuilder modified;
  private @Nullable FieldSetBuilder added;

  void add(PathElement element, Delta delta) {
    if (delta.isEmpty()) {
      return;
    }
    removed = add(removed, element, delta.removed());
    modified = add(modified, element, delta.modified());
    added = add(added, element, delta.added());
  }

  private static @Nullable FieldSetBuilder add(
      @Nullable FieldSetBuilder builder, PathElement element, FieldSet part) {
    if (part.isEmpty()) {
      return builder;
    }
    var target = builder == null ? new FieldSetBuilder() : builder;
    return target.add(element, part);
  }

  Delta build() {
    return removed == null && modified == null && added == null
        ? Delta.NONE
        : new Delta(build(removed), build(modified), build(added));
  }

  private static FieldSet build(@Nullable FieldSetBuilder builder) {
    return builder == null ? FieldSet.EMPTY : builder.build();
  }

  /// The same with the path itself removed.
  Delta buildRemoved() {
    return new Delta(member(removed), build(modified), build(added));
  }

  /// The same with the path itself added.
  Delta buildAdded() {
    return new Delta(build(removed), build(modified), member(added));
  }

  private static FieldSet member(@Nullable FieldSetBuilder builder) {
    return builder == null ? FieldSet.LEAF : builder.buildMember();
  }
}
