package dev.timonier.server.apply.typed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a value is to server-side apply: a scalar, a list or a map, or one of several of them where
/// the type leaves that to the value. The rules are those of
/// <https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy>.
public final class MergeType {
  /// Anything, as one value.
  public static final MergeType UNTYPED =
      any(
          ListShape.atomic(MergeType::untyped),
          MapShape.ofValues(MergeType::untyped, MapShape.Semantics.ATOMIC));

  /// Anything; objects are known by their fields, all else is one value. The type of objects that
  /// have no schema.
  public static final MergeType DEDUCED =
      any(
          ListShape.atomic(MergeType::untyped),
          MapShape.ofValues(MergeType::deduced, MapShape.Semantics.GRANULAR));

  private final @Nullable ScalarKind scalar;
  private final @Nullable ListShape list;
  private final @Nullable MapShape map;

  private MergeType(@Nullable ScalarKind scalar, @Nullable ListShape list, @Nullable MapShape map) {
    this.scalar = scalar;
    this.list = list;
    this.map = map;
  }

  /// The kinds of scalars that are told apart.
  public enum ScalarKind {
    NUMERIC,
    STRING,
    BOOLEAN,
    /// Any scalar.
    UNTYPED
  }

  /// How a value is treated.
  enum Form {
    MAP,
    SCALAR,
    LIST
  }

  private static MergeType untyped() {
    return UNTYPED;
  }

  private static MergeType deduced() {
    return DEDUCED;
  }

  public static MergeType of(ScalarKind kind) {
    return new MergeType(kind, null, null);
  }

  public static MergeType of(ListShape shape) {
    return new MergeType(null, shape, null);
  }

  public static MergeType of(MapShape shape) {
    return new MergeType(null, null, shape);
  }

  /// A type that leaves it to the value whether it is a scalar, a list or a map.
  public static MergeType any(ListShape list, MapShape map) {
    return new MergeType(ScalarKind.UNTYPED, list, map);
  }

  /// The same with other semantics of its maps.
  public MergeType with(MapShape.Semantics semantics) {
    return map == null ? this : new MergeType(scalar, list, map.with(semantics));
  }

  /// How to treat a value: as what it is, or else as what the type expects.
  Form form(@Nullable JsonNode value) {
    if (value != null && list != null && value.isArray()) {
      return Form.LIST;
    }
    if (value != null && scalar != null && isScalar(value)) {
      return Form.SCALAR;
    }
    return map != null ? Form.MAP : scalar != null ? Form.SCALAR : Form.LIST;
  }

  static boolean isScalar(JsonNode value) {
    return value.isValueNode() && !value.isNull();
  }

  boolean isMap() {
    return map != null;
  }

  boolean isList() {
    return list != null;
  }

  /// What scalars are, where the form is one.
  ScalarKind scalar() {
    return Objects.requireNonNull(scalar);
  }

  /// What lists are, where the form is one.
  ListShape list() {
    return Objects.requireNonNull(list);
  }

  /// What maps are, where the form is one.
  MapShape map() {
    return Objects.requireNonNull(map);
  }
}
