package dev.timonier.server.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/// The columns that Kubernetes gives to kinds for which it has no printer.
public final class NameAndCreation implements Columns {
  /// A time that was never set, as Go writes it.
  private static final String UNSET = "0001-01-01T00:00:00Z";

  private static final ColumnTable TABLE =
      ColumnTable.named()
          .time(
              "Created At",
              "When the object was created.",
              object -> object.path("metadata").path("creationTimestamp").asText(UNSET));

  @Override
  public List<Column> columns() {
    return TABLE.columns();
  }

  @Override
  public List<Object> cells(JsonNode object, Instant now) {
    return TABLE.cells(object, now);
  }

  @Override
  public boolean lackRowsOfNothing() {
    return true;
  }
}
