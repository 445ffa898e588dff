package dev.timonier.storage.validation;

import dev.timonier.storage.Revision;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Which revisions can have been committed at a moment: those whose commits had begun.
///
/// @param newest by the moment from which on it can have been committed
record Begun(NavigableMap<Long, Revision> newest) {
  static Begun of(Truth truth) {
    var starts = new TreeMap<Long, Revision>();
    truth.made().forEach((revision, span) -> starts.merge(span.start(), revision, Begun::max));
    var newest = new TreeMap<Long, Revision>();
    var reached = Revision.FIRST;
    for (var start : starts.entrySet()) {
      reached = max(reached, start.getValue());
      newest.put(start.getKey(), reached);
    }
    return new Begun(newest);
  }

  Revision before(long moment) {
    var entry = newest.floorEntry(moment);
    return entry == null ? Revision.FIRST : entry.getValue();
  }

  private static Revision max(Revision one, Revision other) {
    return one.isAfter(other) ? one : other;
  }
}
