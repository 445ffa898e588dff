package dev.timonier.server.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/// The columns of kinds that have none of their own.
public final class NameAndAge implements Columns {
  /// Every table's first column.
  public static final Column NAME =
      new Column(
          "Name",
          "string",
          "name",
          "Name must be unique within a namespace. Is required when creating resources, although some"
              + " resources may allow a client to request the generation of an appropriate name"
              + " automatically.",
          0);

  /// Most tables' last column.
  public static final Column AGE = Column.text("Age", "The time since the object was created.");

  @Override
  public List<Column> columns() {
    return List.of(NAME, AGE);
  }

  @Override
  public List<Object> cells(JsonNode object, Instant now) {
    return List.of(object.path("metadata").path("name").asText(), Ages.of(object, now));
  }
}
