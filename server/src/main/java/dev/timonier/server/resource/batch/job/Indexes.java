package dev.timonier.server.resource.batch.job;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Indexes of pods in their short form: `1,3-5,7`.
record Indexes(List<Interval> intervals) {
  record Interval(long first, long last) {}

  /// What is wrong with a text.
  static final class IndexesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    IndexesException(String message) {
      super(message);
    }
  }

  /// @param completions indexes are below this number
  /// @throws IndexesException when the text is malformed, unordered, or names an index too large
  static Indexes parse(String text, long completions) {
    var intervals = new ArrayList<Interval>();
    if (text.isEmpty()) {
      return new Indexes(intervals);
    }
    var last = -1L;
    for (var part : text.split(",", -1)) {
      var interval = interval(part, completions);
      if (interval.first() <= last) {
        throw new IndexesException(
            "non-increasing order, previous: " + last + ", current: " + interval.first());
      }
      last = interval.last();
      intervals.add(interval);
    }
    return new Indexes(intervals);
  }

  private static Interval interval(String part, long completions) {
    var limits = part.split("-", -1);
    if (limits.length > 2) {
      throw new IndexesException(
          "the fragment \""
              + part
              + "\" violates the requirement that an index interval can have at most two parts separated by '-'");
    }
    var first = index(limits[0], completions);
    if (limits.length == 1) {
      return new Interval(first, first);
    }
    var last = index(limits[1], completions);
    if (last <= first) {
      throw new IndexesException("non-increasing order, previous: " + first + ", current: " + last);
    }
    return new Interval(first, last);
  }

  private static long index(String text, long completions) {
    if (!text.matches("[+-]?[0-9]{1,18}")) {
      throw new IndexesException("cannot convert string to integer for index: \"" + text + "\"");
    }
    var index = Long.parseLong(text);
    if (index >= completions) {
      throw new IndexesException("too large index: \"" + text + "\"");
    }
    return index;
  }

  long count() {
    return intervals.stream().mapToLong(i -> i.last() - i.first() + 1).sum();
  }

  /// The first index that is in both.
  OptionalLong overlap(Indexes other) {
    for (var mine : intervals) {
      var shared =
          other.intervals.stream()
              .filter(i -> i.first() <= mine.last() && mine.first() <= i.last())
              .findFirst();
      if (shared.isPresent()) {
        return OptionalLong.of(Math.max(mine.first(), shared.get().first()));
      }
    }
    return OptionalLong.empty();
  }
}
