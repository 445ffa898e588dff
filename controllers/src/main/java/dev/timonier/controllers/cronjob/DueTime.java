package dev.timonier.controllers.cronjob;

import dev.timonier.controllers.runtime.Times;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The last moment at which a CronJob was due and has not been started yet; pure.
///
/// @param at that moment; empty where it was not due
/// @param missed how many such moments there were
record DueTime(Optional<Instant> at, long missed) {
  private static final DueTime NONE = new DueTime(Optional.empty(), 0);

  static DueTime of(CronJob job, CronSchedule schedule, Instant now) {
    var first = schedule.next(earliest(job, now)).filter(time -> !time.isAfter(now));
    if (first.isEmpty()) {
      return NONE;
    }
    var second = schedule.next(first.get()).filter(time -> !time.isAfter(now));
    return second.isEmpty()
        ? new DueTime(first, 1)
        : latest(schedule, first.get(), second.get(), now);
  }

  /// From when on moments count: since the last start, but not from before the deadline.
  private static Instant earliest(CronJob job, Instant now) {
    var status = job.getStatus();
    var last =
        status == null ? Optional.<Instant>empty() : Times.parse(status.getLastScheduleTime());
    var since = last.or(() -> Times.parse(job.getMetadata().getCreationTimestamp())).orElse(now);
    return deadline(job).map(now::minus).filter(since::isBefore).orElse(since);
  }

  static Optional<Duration> deadline(CronJob job) {
    return Optional.ofNullable(job.getSpec().getStartingDeadlineSeconds()).map(Duration::ofSeconds);
  }

  /// Most moments in between are skipped over, for there may be very many.
  private static DueTime latest(CronSchedule schedule, Instant first, Instant second, Instant now) {
    var period = Math.max(1, Duration.between(first, second).toSeconds());
    var missed = Duration.between(first, now).toSeconds() / period + 1;
    var latest = first;
    var from = first.plusSeconds(Math.max(0, missed - 2) * period).minusSeconds(1);
    for (var time = schedule.next(from);
        time.filter(t -> !t.isAfter(now)).isPresent();
        time = schedule.next(time.get())) {
      latest = time.get();
    }
    return new DueTime(Optional.of(latest), missed);
  }
}
