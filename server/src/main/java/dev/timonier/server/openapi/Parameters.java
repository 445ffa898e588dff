package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.schema.Field;
import dev.timonier.server.schema.FieldType;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.schema.Schema;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The parameters of operations: those of a query are the fields of the options that it stands for.
final class Parameters {
  private static final Set<String> OF_WATCHES = Set.of("watch", "allowWatchBookmarks");
  private static final Set<String> NOT_IN_QUERY = Set.of("preconditions");

  private final Schema table;
  private final Descriptions descriptions;

  Parameters(Schema table, Descriptions descriptions) {
    this.table = table;
    this.descriptions = descriptions;
  }

  ObjectNode pretty() {
    return parameter("query", "pretty", "string")
        .put(
            "description",
            "If 'true', then the output is pretty printed. Defaults to 'false' unless the user-agent"
                + " indicates a browser or command-line HTTP tool (curl and wget).");
  }

  ObjectNode name(String kind) {
    return inPath("name").put("description", "name of the " + kind);
  }

  ObjectNode namespace() {
    return inPath("namespace")
        .put("description", "object name and auth scope, such as for teams and projects");
  }

  ObjectNode path() {
    return inPath("path").put("description", "path to the resource");
  }

  private static ObjectNode inPath(String name) {
    return parameter("path", name, "string").put("required", true);
  }

  List<ObjectNode> list() {
    return of("meta/v1.ListOptions", _ -> true).toList();
  }

  List<ObjectNode> create() {
    return of("meta/v1.CreateOptions", _ -> true).toList();
  }

  List<ObjectNode> update() {
    return of("meta/v1.UpdateOptions", _ -> true).toList();
  }

  List<ObjectNode> patch() {
    return of("meta/v1.PatchOptions", _ -> true).toList();
  }

  List<ObjectNode> delete() {
    return of("meta/v1.DeleteOptions", field -> !NOT_IN_QUERY.contains(field.name())).toList();
  }

  List<ObjectNode> deleteCollection() {
    var selection = of("meta/v1.ListOptions", field -> !OF_WATCHES.contains(field.name()));
    return Stream.concat(selection, delete().stream()).toList();
  }

  /// The parameters of a subresource that is connected to, such as those of `pods/exec`.
  ///
  /// @param options as in the table of types
  List<ObjectNode> connect(String options) {
    return of(options, _ -> true).toList();
  }

  private Stream<ObjectNode> of(String options, Predicate<Field> wanted) {
    var type = table.type(options);
    return type.fields().stream()
        .filter(field -> field.type() != FieldType.Scalar.TIME)
        .filter(wanted)
        .map(field -> parameter(type, field));
  }

  private ObjectNode parameter(ObjectType type, Field field) {
    var parameter = parameter("query", field.name(), word(field.type()));
    descriptions.of(type, field).ifPresent(text -> parameter.put("description", text));
    return parameter;
  }

  private static String word(FieldType type) {
    return switch (type) {
      case FieldType.ListOf(var element) -> word(element);
      case FieldType.Scalar scalar ->
          switch (scalar) {
            case BOOL -> "boolean";
            case INT32, INT64 -> "integer";
            default -> "string";
          };
      case FieldType.Structure _, FieldType.MapOf _ -> "string";
    };
  }

  private static ObjectNode parameter(String place, String name, String type) {
    var parameter = ScalarSchemas.empty().put("name", name).put("in", place);
    parameter.putObject("schema").put("uniqueItems", true).put("type", type);
    return parameter;
  }
}
