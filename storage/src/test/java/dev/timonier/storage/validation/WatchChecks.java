package dev.timonier.storage.validation;

import dev.timonier.storage.Revision;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.validation.WatchLog.Segment;
import dev.timonier.storage.validation.WatchLog.Told;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What watchers are promised.
final class WatchChecks {
  private WatchChecks() {}

  /// Revisions never go back.
  static List<String> ordered(Recording recording, Truth truth) {
    var findings = new ArrayList<String>();
    for (var segment : segments(recording)) {
      var last = Revision.NONE;
      for (var event : segment.events()) {
        if (event.revision().isBefore(last)) {
          findings.add(Seen.of(event) + " comes after " + last);
        }
        last = event.revision();
      }
    }
    return findings;
  }

  /// Nothing is told twice, not even after a watch was resumed.
  static List<String> unique(Recording recording, Truth truth) {
    var findings = new ArrayList<String>();
    for (var watch : recording.watches()) {
      var seen = new HashSet<String>();
      for (var segment : watch.segments()) {
        for (var event : segment.events()) {
          if (!seen.add(event.key() + "@" + event.revision())) {
            findings.add(Seen.of(event) + " comes twice");
          }
        }
      }
    }
    return findings;
  }

  /// What a transaction has changed comes in one call.
  static List<String> atomic(Recording recording, Truth truth) {
    var findings = new ArrayList<String>();
    for (var segment : segments(recording)) {
      var last = Revision.NONE;
      for (var told : segment.told()) {
        var events = told.events();
        if (!events.isEmpty()) {
          if (events.getFirst().revision().equals(last)) {
            findings.add("revision " + last + " comes in two calls");
          }
          last = events.getLast().revision();
        }
      }
    }
    return findings;
  }

  /// From the first to the last event of a watch there is everything, as it was committed.
  static List<String> reliable(Recording recording, Truth truth) {
    var findings = new ArrayList<String>();
    for (var watch : recording.watches()) {
      for (var segment : watch.segments()) {
        var told = segment.events();
        if (!told.isEmpty()) {
          var first = told.getFirst().revision();
          var last = told.stream().map(WatchEvent::revision).reduce(first, WatchChecks::max);
          compare(texts(truth.events(watch.keys(), first, last)), texts(told.stream()), findings);
        }
      }
    }
    return findings;
  }

  private static void compare(List<String> wanted, List<String> told, List<String> findings) {
    var missing = new HashSet<>(wanted);
    told.forEach(missing::remove);
    var invented = new HashSet<>(told);
    wanted.forEach(invented::remove);
    missing.forEach(event -> findings.add("was not told: " + event));
    invented.forEach(event -> findings.add("did not happen: " + event));
  }

  /// A watch begins with the first change at or after the revision that it asked for.
  static List<String> resumable(Recording recording, Truth truth) {
    var findings = new ArrayList<String>();
    for (var watch : recording.watches()) {
      for (var segment : watch.segments()) {
        var first = segment.events().stream().findFirst().map(WatchEvent::revision);
        var wanted = first.flatMap(_ -> firstChange(watch, segment, truth));
        if (!first.equals(wanted)) {
          findings.add(
              "a watch from " + segment.from() + " begins with " + first + ", not " + wanted);
        }
      }
    }
    return findings;
  }

  private static Optional<Revision> firstChange(WatchLog watch, Segment segment, Truth truth) {
    return truth
        .events(watch.keys(), segment.from(), truth.current())
        .map(WatchEvent::revision)
        .findFirst();
  }

  /// Progress to a revision means that everything up to it was told before, and nothing after.
  static List<String> bookmarkable(Recording recording, Truth truth) {
    var findings = new ArrayList<String>();
    for (var watch : recording.watches()) {
      for (var segment : watch.segments()) {
        checkProgress(watch, segment, truth, findings);
      }
    }
    return findings;
  }

  private static void checkProgress(
      WatchLog watch, Segment segment, Truth truth, List<String> findings) {
    var events = new ArrayList<WatchEvent>();
    var reached = Revision.NONE;
    for (var told : segment.told()) {
      switch (told) {
        case Told.Events(var more) -> {
          checkAfter(reached, more, findings);
          events.addAll(more);
        }
        case Told.Progress(var through) -> {
          reached = through;
          checkComplete(truth.events(watch.keys(), segment.from(), through), events, through)
              .ifPresent(findings::add);
        }
      }
    }
  }

  private static void checkAfter(
      Revision progress, List<WatchEvent> events, List<String> findings) {
    events.stream()
        .filter(event -> !event.revision().isAfter(progress))
        .forEach(event -> findings.add(Seen.of(event) + " comes after progress to " + progress));
  }

  private static Optional<String> checkComplete(
      Stream<WatchEvent> wanted, List<WatchEvent> told, Revision through) {
    var missing = new ArrayList<>(texts(wanted));
    missing.removeAll(new HashSet<>(texts(told.stream())));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("progress to " + through + " comes before " + missing.getFirst());
  }

  private static List<Segment> segments(Recording recording) {
    return recording.watches().stream().flatMap(watch -> watch.segments().stream()).toList();
  }

  private static List<String> texts(Stream<WatchEvent> events) {
    return events.map(Seen::of).toList();
  }

  private static Revision max(Revision one, Revision other) {
    return one.isAfter(other) ? one : other;
  }
}
