package dev.timonier.server.resource.batch.cronjob;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A field of a schedule: ranges like `*`, `1-5` or `MON`, each perhaps with a step, by commas.
record ScheduleField(int least, int most, List<String> names) {
  /// The fields in their order: minute, hour, day of the month, month, day of the week.
  static final List<ScheduleField> ALL =
      List.of(
          new ScheduleField(0, 59, List.of()),
          new ScheduleField(0, 23, List.of()),
          new ScheduleField(1, 31, List.of()),
          new ScheduleField(
              1,
              12,
              List.of(
                  "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                  "dec")),
          new ScheduleField(0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));

  /// The first fault of a text; empty when it is well-formed.
  Optional<String> fault(String text) {
    try {
      for (var range : text.split(",")) {
        if (!range.isEmpty()) {
          check(range);
        }
      }
      return Optional.empty();
    } catch (FieldException e) {
      return Optional.of(e.reason);
    }
  }

  private static final class FieldException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String reason;

    FieldException(String reason) {
      super(reason);
      this.reason = reason;
    }
  }

  private void check(String range) {
    var parts = range.split("/", -1);
    var limits = parts[0].split("-", -1);
    var every = limits[0].equals("*") || limits[0].equals("?");
    var first = every ? least : number(limits[0]);
    var last = every ? most : last(limits, first, range);
    if (parts.length > 2) {
      throw new FieldException("too many slashes: " + range);
    }
    var step = parts.length == 2 ? digits(parts[1]) : 1;
    if (parts.length == 2 && limits.length == 1) {
      last = most;
    }
    checkLimits(first, last, range);
    if (step == 0) {
      throw new FieldException("step of range should be a positive number: " + range);
    }
  }

  private int last(String[] limits, int first, String range) {
    return switch (limits.length) {
      case 1 -> first;
      case 2 -> number(limits[1]);
      default -> throw new FieldException("too many hyphens: " + range);
    };
  }

  private void checkLimits(int first, int last, String range) {
    if (first < least) {
      throw new FieldException(
          "beginning of range (" + first + ") below minimum (" + least + "): " + range);
    }
    if (last > most) {
      throw new FieldException(
          "end of range (" + last + ") above maximum (" + most + "): " + range);
    }
    if (first > last) {
      throw new FieldException(
          "beginning of range (" + first + ") beyond end of range (" + last + "): " + range);
    }
  }

  private int number(String text) {
    var name = names.indexOf(text.toLowerCase(Locale.ROOT));
    return name < 0 ? digits(text) : name + least;
  }

  private static int digits(String text) {
    if (!text.matches("[+-]?[0-9]{1,9}")) {
      throw new FieldException(
          "failed to parse int from "
              + text
              + ": strconv.Atoi: parsing \""
              + text
              + "\": invalid syntax");
    }
    return Integer.parseInt(text);
  }
}
