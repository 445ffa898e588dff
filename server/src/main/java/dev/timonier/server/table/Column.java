package dev.timonier.server.table;

/// A column of a kind's table.
///
/// @param type `string`, `integer`, `number`, `boolean` or `date`
/// @param format `name` for the column that names the object; mostly empty
/// @param priority 0 is always shown, others with `-o wide`
public record Column(String name, String type, String format, String description, int priority) {
  public static Column text(String name, String description) {
    return new Column(name, "string", "", description, 0);
  }

  public static Column number(String name, String description) {
    return new Column(name, "integer", "", description, 0);
  }

  public static Column date(String name, String description) {
    return new Column(name, "date", "", description, 0);
  }

  /// The same column, shown with `-o wide` only.
  public Column wide() {
    return new Column(name, type, format, description, 1);
  }
}
