package dev.timonier.server.resource.batch.cronjob;

import dev.timonier.machinery.time.GoDuration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Tells what is wrong with a schedule: five fields, or a word like `@daily`
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax>).
final class Schedules {
  private static final Set<String> WORDS =
      Set.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");
  private static final String EVERY = "@every ";

  private Schedules() {}

  /// The first fault; empty when the schedule is well-formed.
  static Optional<String> fault(String schedule) {
    if (schedule.startsWith("TZ=") || schedule.startsWith("CRON_TZ=")) {
      var space = schedule.indexOf(' ');
      return fault(space < 0 ? "" : schedule.substring(space).strip());
    }
    return schedule.startsWith("@") ? ofWord(schedule) : ofFields(schedule);
  }

  private static Optional<String> ofWord(String word) {
    if (WORDS.contains(word)) {
      return Optional.empty();
    }
    if (!word.startsWith(EVERY)) {
      return Optional.of("unrecognized descriptor: " + word);
    }
    return ofEvery(word);
  }

  private static Optional<String> ofEvery(String word) {
    try {
      GoDuration.read(word.substring(EVERY.length()));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("failed to parse duration " + word + ": " + e.getMessage());
    }
  }

  private static Optional<String> ofFields(String schedule) {
    var text = schedule.strip();
    var fields = text.isEmpty() ? List.<String>of() : List.of(text.split("\\s+"));
    if (fields.size() != ScheduleField.ALL.size()) {
      return Optional.of(
          "expected exactly 5 fields, found "
              + fields.size()
              + ": ["
              + String.join(" ", fields)
              + "]");
    }
    return IntStream.range(0, fields.size())
        .mapToObj(i -> ScheduleField.ALL.get(i).fault(fields.get(i)))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
