package dev.timonier.server.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.object.ApiObject;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Whether values mean the same, as Kubernetes compares them (`equality.Semantic` of its
/// machinery): quantities are numbers, whatever their notation.
public final class SemanticEquality {
  private SemanticEquality() {}

  /// Whether a field is the same in both versions of an object.
  public static boolean ofField(String field, ApiObject next, ApiObject old) {
    var now = next.root().path(field);
    var before = old.root().path(field);
    return now.equals(before) || same(now, before, type(next, field));
  }

  private static @Nullable FieldType type(ApiObject object, String field) {
    var kind = GroupVersion.parse(object.apiVersion()).kind(object.kind());
    return Schema.builtIn().find(kind).map(type -> type(type, field)).orElse(null);
  }

  private static @Nullable FieldType type(ObjectType type, String name) {
    var field = type.field(name);
    return field == null ? null : field.type();
  }

  /// @param type as in `core/v1.PodSpec`
  public static boolean same(JsonNode one, JsonNode other, String type) {
    return one.equals(other) || same(one, other, Schema.builtIn().type(type));
  }

  private static boolean same(JsonNode one, JsonNode other, ObjectType type) {
    return sameMembers(one, other, name -> type(type, name));
  }

  private static boolean same(JsonNode one, JsonNode other, @Nullable FieldType type) {
    if (one.equals(other)) {
      return true;
    }
    return switch (type) {
      case null -> false;
      case FieldType.Structure(var structure) -> same(one, other, structure);
      case FieldType.MapOf(var value) -> sameMembers(one, other, _ -> value);
      case FieldType.ListOf(var element) -> sameElements(one, other, element);
      case FieldType.Scalar scalar ->
          scalar == FieldType.Scalar.QUANTITY
              && one.isTextual()
              && other.isTextual()
              && Amount.parse(one.textValue()).equals(Amount.parse(other.textValue()));
    };
  }

  private static boolean sameMembers(
      JsonNode one, JsonNode other, Function<String, @Nullable FieldType> types) {
    return one.isObject()
        && other.isObject()
        && one.size() == other.size()
        && one.properties().stream()
            .allMatch(
                member ->
                    other.has(member.getKey())
                        && same(
                            member.getValue(),
                            other.get(member.getKey()),
                            types.apply(member.getKey())));
  }

  private static boolean sameElements(JsonNode one, JsonNode other, FieldType type) {
    return one.isArray()
        && other.isArray()
        && one.size() == other.size()
        && IntStream.range(0, one.size()).allMatch(i -> same(one.get(i), other.get(i), type));
  }
}
