package dev.timonier.server.apply.typed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.server.apply.fieldset.FieldName;
import dev.timonier.server.apply.typed.FieldShape.Ownership;
import dev.timonier.server.apply.typed.MergeType.ScalarKind;
import dev.timonier.server.schema.Field;
import dev.timonier.server.schema.FieldType;
import dev.timonier.server.schema.ListSemantics;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.schema.PatchStrategy;
import dev.timonier.server.schema.Presence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the types of the API are to server-side apply.
public final class BuiltInTypes {
  /// The metadata that the server keeps.
  private static final Set<String> SERVER_OWNED =
      Set.of(
          "name",
          "namespace",
          "creationTimestamp",
          "selfLink",
          "uid",
          "generation",
          "managedFields",
          "resourceVersion");

  private final Map<ObjectType, MergeType> types = new HashMap<>(); // guarded by this
  private final Map<ObjectType, MergeType> roots = new HashMap<>(); // guarded by this

  /// The type of whole objects.
  public synchronized MergeType root(ObjectType type) {
    var known = roots.get(type);
    if (known == null) {
      known = makeRoot(type);
      roots.put(type, known);
    }
    return known;
  }

  private MergeType makeRoot(ObjectType type) {
    var fields = new HashMap<>(nested(type).map().fields());
    for (var name : List.of("apiVersion", "kind")) {
      fields.computeIfPresent(name, (_, field) -> ownedByServer(field));
    }
    fields.computeIfPresent("metadata", (_, field) -> withServerOwnedFields(field));
    return MergeType.of(MapShape.ofFields(fields, MapShape.Semantics.GRANULAR));
  }

  private static FieldShape ownedByServer(FieldShape field) {
    return new FieldShape(field.element(), field.type(), field.defaultValue(), Ownership.SERVER);
  }

  private static FieldShape withServerOwnedFields(FieldShape metadata) {
    var fields = new HashMap<>(metadata.type().map().fields());
    for (var name : SERVER_OWNED) {
      fields.computeIfPresent(name, (_, field) -> ownedByServer(field));
    }
    var type = MergeType.of(MapShape.ofFields(fields, MapShape.Semantics.GRANULAR));
    return new FieldShape(metadata.element(), type, metadata.defaultValue(), metadata.ownership());
  }

  private MergeType nested(ObjectType type) {
    var known = types.get(type);
    if (known == null) {
      var fields = new HashMap<String, FieldShape>();
      known = MergeType.of(MapShape.ofFields(fields, semantics(type.isAtomic())));
      types.put(type, known);
      declare(type, fields);
    }
    return known;
  }

  private void declare(ObjectType type, Map<String, FieldShape> fields) {
    if (type.isObject()) {
      fields.put("apiVersion", plain("apiVersion"));
      fields.put("kind", plain("kind"));
    }
    for (var field : type.fields()) {
      fields.put(
          field.name(),
          new FieldShape(
              FieldName.of(field.name()), type(field), defaultValue(field), Ownership.MANAGERS));
    }
  }

  private static FieldShape plain(String name) {
    return new FieldShape(
        FieldName.of(name), MergeType.of(ScalarKind.STRING), Optional.empty(), Ownership.MANAGERS);
  }

  private static MapShape.Semantics semantics(boolean atomic) {
    return atomic ? MapShape.Semantics.ATOMIC : MapShape.Semantics.GRANULAR;
  }

  private MergeType type(Field field) {
    if (field.type() instanceof FieldType.ListOf(var element)) {
      return MergeType.of(list(field, element));
    }
    var type = type(field.type());
    return switch (field.map()) {
      case ATOMIC -> type.with(MapShape.Semantics.ATOMIC);
      case GRANULAR -> type.with(MapShape.Semantics.GRANULAR);
      case UNSAID -> type;
    };
  }

  private ListShape list(Field field, FieldType element) {
    var type = type(element);
    Supplier<MergeType> elements = () -> type;
    return switch (field.list().orElseGet(() -> ofPatch(field.patch()))) {
      case ListSemantics.Atomic _ -> ListShape.atomic(elements);
      case ListSemantics.Set _ -> ListShape.set(elements);
      case ListSemantics.Map(var keys) -> ListShape.keyed(elements, keys);
    };
  }

  /// A list that does not say what it is, is what its patch strategy makes of it.
  private static ListSemantics ofPatch(PatchStrategy patch) {
    if (!patch.merges()) {
      return new ListSemantics.Atomic();
    }
    return patch
        .mergeKey()
        .<ListSemantics>map(key -> new ListSemantics.Map(List.of(key)))
        .orElseGet(ListSemantics.Set::new);
  }

  private MergeType type(FieldType type) {
    return switch (type) {
      case FieldType.Structure(var structure) -> nested(structure);
      case FieldType.ListOf(var element) -> {
        var elements = type(element);
        yield MergeType.of(ListShape.atomic(() -> elements));
      }
      case FieldType.MapOf(var value) -> {
        var values = type(value);
        yield MergeType.of(MapShape.ofValues(() -> values, MapShape.Semantics.GRANULAR));
      }
      case FieldType.Scalar scalar -> scalar(scalar);
    };
  }

  private static MergeType scalar(FieldType.Scalar scalar) {
    return switch (scalar) {
      case STRING, BYTES -> MergeType.of(ScalarKind.STRING);
      case BOOL -> MergeType.of(ScalarKind.BOOLEAN);
      case INT32, INT64, FLOAT64 -> MergeType.of(ScalarKind.NUMERIC);
      case TIME, MICRO_TIME, QUANTITY -> MergeType.of(ScalarKind.UNTYPED);
      case RAW_EXTENSION -> MergeType.UNTYPED;
      case FIELDS_V1 ->
          MergeType.of(MapShape.ofValues(() -> MergeType.DEDUCED, MapShape.Semantics.GRANULAR));
      case INT_OR_STRING, JSON, ANY, SCHEMA_OR_BOOL, SCHEMA_OR_ARRAY, SCHEMA_OR_STRINGS ->
          MergeType.DEDUCED;
      case EXTRA_VALUE -> MergeType.of(ListShape.atomic(() -> MergeType.of(ScalarKind.STRING)));
    };
  }

  /// A field that is always shown has its zero as default.
  private static Optional<JsonNode> defaultValue(Field field) {
    if (field.defaultValue().isPresent() || field.presence() != Presence.ALWAYS) {
      return field.defaultValue();
    }
    return Optional.ofNullable(zero(field.type()));
  }

  private static @Nullable JsonNode zero(FieldType type) {
    if (!(type instanceof FieldType.Scalar scalar)) {
      return null;
    }
    return switch (scalar) {
      case STRING -> TextNode.valueOf("");
      case BOOL -> BooleanNode.FALSE;
      case INT32, INT64, FLOAT64 -> LongNode.valueOf(0);
      default -> null;
    };
  }
}
