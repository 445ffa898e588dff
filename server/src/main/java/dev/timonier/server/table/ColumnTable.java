package dev.timonier.server.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The columns of a kind, each beside what fills it:
///
/// ```java
/// ColumnTable.named()
///     .text("Type", "What the data is used for.", secret -> text(secret, "type"))
///     .text("Data", "The number of keys.", secret -> secret.path("data").size())
///     .age();
/// ```
public final class ColumnTable implements Columns {
  private final List<Column> columns;
  private final List<Cell> cells;
  private final Optional<Comparator<JsonNode>> order;

  /// What fills a cell.
  @FunctionalInterface
  public interface Cell {
    Object of(JsonNode object, Instant now);
  }

  private ColumnTable(
      List<Column> columns, List<Cell> cells, Optional<Comparator<JsonNode>> order) {
    this.columns = List.copyOf(columns);
    this.cells = List.copyOf(cells);
    this.order = order;
  }

  /// A table whose first column is the name.
  public static ColumnTable named() {
    return named(object -> object.path("metadata").path("name").asText());
  }

  /// A table whose first column is the name with something added.
  public static ColumnTable named(Function<JsonNode, Object> name) {
    return empty().with(NameAndAge.NAME, (object, _) -> name.apply(object));
  }

  public static ColumnTable empty() {
    return new ColumnTable(List.of(), List.of(), Optional.empty());
  }

  public ColumnTable text(String name, String description, Function<JsonNode, Object> cell) {
    return with(Column.text(name, description), (object, _) -> cell.apply(object));
  }

  public ColumnTable number(String name, String description, Function<JsonNode, Object> cell) {
    return with(Column.number(name, description), (object, _) -> cell.apply(object));
  }

  public ColumnTable truth(String name, String description, Function<JsonNode, Object> cell) {
    var column = new Column(name, "boolean", "", description, 0);
    return with(column, (object, _) -> cell.apply(object));
  }

  public ColumnTable time(String name, String description, Function<JsonNode, Object> cell) {
    var column = new Column(name, "date", "", description, 0);
    return with(column, (object, _) -> cell.apply(object));
  }

  /// A column that is shown with `-o wide` only.
  public ColumnTable wide(String name, String description, Function<JsonNode, Object> cell) {
    return with(Column.text(name, description).wide(), (object, _) -> cell.apply(object));
  }

  /// The time since the object was created.
  public ColumnTable age() {
    return with(NameAndAge.AGE, Ages::of);
  }

  public ColumnTable with(Column column, Cell cell) {
    var moreColumns = new ArrayList<>(columns);
    moreColumns.add(column);
    var moreCells = new ArrayList<>(cells);
    moreCells.add(cell);
    return new ColumnTable(moreColumns, moreCells, order);
  }

  /// A cell beyond the columns.
  public ColumnTable extra(Cell cell) {
    var more = new ArrayList<>(cells);
    more.add(cell);
    return new ColumnTable(columns, more, order);
  }

  /// Rows of a list in an order of their own.
  public ColumnTable ordered(Comparator<JsonNode> by) {
    return new ColumnTable(columns, cells, Optional.of(by));
  }

  @Override
  public Optional<Comparator<JsonNode>> order() {
    return order;
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public List<Object> cells(JsonNode object, Instant now) {
    return cells.stream().map(cell -> cell.of(object, now)).toList();
  }
}
