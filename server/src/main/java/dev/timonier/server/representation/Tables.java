package dev.timonier.server.representation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.request.Query;
import dev.timonier.server.table.Columns;
import java.time.InstantSource;
import java.util.Locale;

/// Makes tables of objects: `Table` of `meta.k8s.io`.
final class Tables {
  private final Resource resource;
  private final String version;
  private final RowObject rowObject;
  private final InstantSource clock;

  /// What a row carries besides its cells.
  enum RowObject {
    NONE,
    METADATA,
    OBJECT;

    /// Reads `includeObject`.
    static RowObject of(Query query) {
      var text = query.text("includeObject");
      return switch (text) {
        case "", "Metadata" -> METADATA;
        case "None", "Object" -> valueOf(text.toUpperCase(Locale.ROOT));
        default ->
            throw ApiErrors.badRequest(
                "Unable to convert to Table as requested: "
                    + FieldError.invalid(
                        "includeObject",
                        FieldError.quote(text),
                        "must be 'Metadata', 'Object', 'None', or empty"));
      };
    }
  }

  Tables(Resource resource, String version, RowObject rowObject, InstantSource clock) {
    this.resource = resource;
    this.version = version;
    this.rowObject = rowObject;
    this.clock = clock;
  }

  /// A table without rows.
  ObjectNode table(String resourceVersion) {
    var table = JsonNodeFactory.instance.objectNode();
    table.put("kind", "Table").put("apiVersion", "meta.k8s.io/" + version);
    var metadata = table.putObject("metadata");
    if (!resourceVersion.isEmpty()) {
      metadata.put("resourceVersion", resourceVersion);
    }
    table.set("columnDefinitions", definitions());
    table.putArray("rows");
    return table;
  }

  /// A row for an object. Its cells are those of what is stored, whatever version is served.
  ObjectNode row(StoredObject stored) {
    return row(stored.read().root(), shown(stored));
  }

  /// A row for a bookmark. Its cells are those of an object that has nothing; what the bookmark
  /// says in annotations is shown, whatever is asked for.
  ObjectNode row(ApiObject bookmark) {
    var metadata = bookmark.metadata().tree();
    var shown =
        switch (rowObject) {
          case NONE ->
              metadata.has("annotations")
                  ? PartialMetadata.of(metadata, version)
                  : JsonNodeFactory.instance.nullNode();
          case METADATA -> PartialMetadata.of(metadata, version);
          case OBJECT -> bookmark.root();
        };
    return row(bookmark.root(), shown);
  }

  private ObjectNode row(ObjectNode object, JsonNode shown) {
    var row = JsonNodeFactory.instance.objectNode();
    var cells = row.putArray("cells");
    resource.columns().cells(object, clock.instant()).forEach(cell -> add(cells, cell));
    resource.columns().completion(object).ifPresent(end -> addCompletion(row, end));
    row.set("object", shown);
    return row;
  }

  private JsonNode shown(StoredObject stored) {
    return switch (rowObject) {
      case NONE -> JsonNodeFactory.instance.nullNode();
      case METADATA -> PartialMetadata.of(resource, stored, version);
      case OBJECT -> resource.show(stored).root();
    };
  }

  private static void addCompletion(ObjectNode row, Columns.Completion end) {
    row.putArray("conditions")
        .addObject()
        .put("type", "Completed")
        .put("status", "True")
        .put("reason", end.reason())
        .put("message", end.message());
  }

  private static void add(ArrayNode cells, Object cell) {
    switch (cell) {
      case Number number -> cells.add(number.longValue());
      case Boolean truth -> cells.add(truth);
      default -> cells.add(cell.toString());
    }
  }

  private ArrayNode definitions() {
    var definitions = JsonNodeFactory.instance.arrayNode();
    for (var column : resource.columns().columns()) {
      definitions
          .addObject()
          .put("name", column.name())
          .put("type", column.type())
          .put("format", column.format())
          .put("description", column.description())
          .put("priority", column.priority());
    }
    return definitions;
  }
}
