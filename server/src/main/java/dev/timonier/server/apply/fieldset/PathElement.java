package dev.timonier.server.apply.fieldset;

import dev.timonier.server.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/// One step of the way to a field: into a field of an object, or into an element of a list.
/// Elements are ordered as in `FieldsV1`: fields, then keyed elements, values and indexes.
public abstract sealed class PathElement implements Comparable<PathElement>
    permits FieldName, ItemKey, ItemValue, ItemIndex {
  private static final int ROOM = 8; // for quotes, colon and what has to be escaped

  private volatile byte @Nullable [] member; // racy on purpose: every thread makes the same

  /// As in `FieldsV1`: `f:name`, `k:{"name":"web"}`, `v:"text"`, `i:0`.
  public abstract String text();

  /// As in messages: `.name`, `[name="web"]`, `[="text"]`, `[0]`.
  @Override
  public abstract String toString();

  /// The kinds of elements in their order.
  abstract int rank();

  /// Compares with an element of the same rank.
  abstract int compareRanked(PathElement other);

  @Override
  public final int compareTo(PathElement other) {
    if (this == other) {
      return 0;
    }
    var byRank = rank() - other.rank();
    return byRank != 0 ? byRank : compareRanked(other);
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof PathElement element && compareTo(element) == 0;
  }

  @Override
  public abstract int hashCode();

  /// The name of a member in JSON, with quotes and colon.
  final byte[] member() {
    var known = member;
    if (known == null) {
      var text = text();
      known = new JsonWriter(text.length() + ROOM).string(text).raw(':').toByteArray();
      member = known;
    }
    return known;
  }
}
