package dev.timonier.machinery.recorder;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.EventSeries;
import io.fabric8.kubernetes.api.model.MicroTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The events of late, and how often each was repeated. Not safe for several threads.
///
/// Example: of five equal events the first is written alone, the second makes a series of two out
/// of it, the others only count: the series is written again when it ended.
final class EventSeriesCache {
  /// A series ends when nothing was added to it for so long.
  static final Duration FINISH = Duration.ofMinutes(6);

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX").withZone(ZoneOffset.UTC);

  private static final class Entry {
    Event event;
    int count = 1;
    Instant last;

    Entry(Event event, Instant now) {
      this.event = event;
      this.last = now;
    }

    Event withSeries() {
      return new EventBuilder(event).withSeries(new EventSeries(count, micros(last))).build();
    }
  }

  private final Map<SeriesKey, Entry> entries = new HashMap<>();

  /// An event was repeated. Gives the series to be written, if it is to be written now; empty when
  /// it only counts. Unknown events are to be [#start]ed.
  Optional<Event> repeat(SeriesKey key, Instant now) {
    var entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    entry.count++;
    entry.last = now;
    return entry.count == 2 ? Optional.of(entry.withSeries()) : Optional.empty();
  }

  boolean contains(SeriesKey key) {
    return entries.containsKey(key);
  }

  void start(SeriesKey key, Event event, Instant now) {
    entries.put(key, new Entry(event, now));
  }

  /// Forgets what ended. Gives the series whose last state was not written yet.
  List<Event> finish(Instant now) {
    var unwritten = new ArrayList<Event>();
    entries
        .values()
        .removeIf(
            entry -> {
              var ended = !entry.last.plus(FINISH).isAfter(now);
              if (ended && entry.count > 2) {
                unwritten.add(entry.withSeries());
              }
              return ended;
            });
    return unwritten;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  static MicroTime micros(Instant instant) {
    return new MicroTime(MICROS.format(instant));
  }
}
