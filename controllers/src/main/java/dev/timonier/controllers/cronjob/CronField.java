package dev.timonier.controllers.cronjob;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/// The values that one field of a schedule allows, as `*/15`, `1-5`, `MON,WED`.
///
/// @param values the allowed ones
/// @param span whether the field says anything
record CronField(BitSet values, Span span) {
  /// How much a field says.
  enum Span {
    /// Every value, as `*` and `?` say.
    EVERY,
    SOME
  }

  boolean allows(int value) {
    return values.get(value);
  }

  boolean isEvery() {
    return span == Span.EVERY;
  }

  /// What a field may hold.
  ///
  /// @param names of the values from the first on; may be empty
  record Bounds(int first, int last, List<String> names) {}

  /// @throws IllegalArgumentException when the text is no such field
  static CronField parse(String text, Bounds bounds) {
    var values = new BitSet();
    var span = Span.SOME;
    for (var part : text.split(",", -1)) {
      var step = part.split("/", -1);
      if (isStar(step[0]) && step.length == 1) {
        span = Span.EVERY;
      }
      add(step, values, bounds);
    }
    return new CronField(values, span);
  }

  private static void add(String[] step, BitSet values, Bounds bounds) {
    require(step.length <= 2, "too many slashes: " + String.join("/", step));
    var ends = isStar(step[0]) ? new String[0] : step[0].split("-", -1);
    require(ends.length <= 2, "too many hyphens: " + step[0]);
    var first = ends.length == 0 ? bounds.first() : value(ends[0], bounds);
    var by = step.length == 2 ? number(step[1]) : 1;
    require(by > 0, "step of range should be a positive number: " + String.join("/", step));
    for (var value = first; value <= last(ends, first, step.length, bounds); value += by) {
      values.set(value);
    }
  }

  /// A single value with a step means from there to the end.
  private static int last(String[] ends, int first, int parts, Bounds bounds) {
    var last =
        switch (ends.length) {
          case 0 -> bounds.last();
          case 1 -> parts == 2 ? bounds.last() : first;
          default -> value(ends[1], bounds);
        };
    require(last >= first, "beginning of range beyond end of range: " + String.join("-", ends));
    return last;
  }

  private static int value(String text, Bounds bounds) {
    var name = bounds.names().indexOf(text.toLowerCase(Locale.ROOT));
    var value = name >= 0 ? bounds.first() + name : number(text);
    require(value >= bounds.first() && value <= bounds.last(), "out of range: " + text);
    return value;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("failed to parse int from " + text, e);
    }
  }

  private static boolean isStar(String text) {
    return text.equals("*") || text.equals("?");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
