package dev.timonier.machinery.patch;

import java.util.Optional;

/// How the fields of an object are merged by a strategic merge patch.
public interface MergeSchema {
  /// A schema that says nothing: objects are merged, lists replaced.
  MergeSchema UNKNOWN = _ -> FieldMerge.DEFAULT;

  /// How a field is merged.
  FieldMerge field(String name);

  /// @param list whether a list is merged or replaced
  /// @param object whether an object is merged or replaced
  /// @param mergeKey the field that tells the elements of a merged list apart; none for lists of
  ///   scalars
  /// @param content the schema of the object, or of the list's elements
  record FieldMerge(Mode list, Mode object, Optional<String> mergeKey, MergeSchema content) {
    static final FieldMerge DEFAULT =
        new FieldMerge(Mode.REPLACE, Mode.MERGE, Optional.empty(), UNKNOWN);
  }

  enum Mode {
    MERGE,
    REPLACE
  }
}
