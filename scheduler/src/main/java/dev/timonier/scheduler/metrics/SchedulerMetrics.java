package dev.timonier.scheduler.metrics;

import dev.timonier.machinery.time.Time;
import dev.timonier.scheduler.queue.QueueSizes;
import dev.timonier.scheduler.queue.QueuedPod;
import dev.timonier.scheduler.snapshot.PodInfo;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Counts and times the scheduler's work, under the names and with the buckets of kube-scheduler.
/// In the Prometheus format, `scheduler.schedule.attempts` is `scheduler_schedule_attempts_total`.
public final class SchedulerMetrics {
  private static final double[] ATTEMPTS = powersOfTwo(1, 5);
  private static final double[] VICTIMS = powersOfTwo(1, 7);
  private static final Duration[] SLI = seconds(0.01, 20);
  private static final Duration[] ATTEMPT = seconds(0.001, 15);
  private static final int MOST_ATTEMPTS_SHOWN = 15;

  /// What came of a try to schedule a pod.
  public enum Result {
    SCHEDULED("scheduled"),
    UNSCHEDULABLE("unschedulable"),
    ERROR("error");

    private final String label;

    Result(String label) {
      this.label = label;
    }
  }

  private record Attempt(Instant start, Instant added, int number) {}

  private final MeterRegistry meters;
  private final Time time;
  private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();

  public SchedulerMetrics(MeterRegistry meters, Time time) {
    this.meters = meters;
    this.time = time;
  }

  /// A try to schedule a pod begins.
  public void begun(QueuedPod pod) {
    attempts.put(pod.pod().uid(), new Attempt(time.instant(), pod.added(), pod.attempts()));
  }

  /// A try to schedule a pod is over.
  public void ended(PodInfo pod, Result result) {
    var attempt = attempts.remove(pod.uid());
    if (attempt == null) {
      return;
    }
    var tags = List.of(Tag.of("profile", pod.schedulerName()), Tag.of("result", result.label));
    Counter.builder("scheduler.schedule.attempts").tags(tags).register(meters).increment();
    Timer.builder("scheduler.scheduling.attempt.duration")
        .tags(tags)
        .serviceLevelObjectives(ATTEMPT)
        .register(meters)
        .record(since(attempt.start()));
    if (result == Result.SCHEDULED) {
      scheduled(attempt);
    }
  }

  private void scheduled(Attempt attempt) {
    DistributionSummary.builder("scheduler.pod.scheduling.attempts")
        .serviceLevelObjectives(ATTEMPTS)
        .register(meters)
        .record(attempt.number());
    Timer.builder("scheduler.pod.scheduling.sli.duration")
        .tag("attempts", shown(attempt.number()))
        .serviceLevelObjectives(SLI)
        .register(meters)
        .record(since(attempt.added()));
  }

  /// It was tried to make room for a pod.
  public void preemptionTried() {
    Counter.builder("scheduler.preemption.attempts").register(meters).increment();
  }

  /// Pods have to go for another one.
  public void preempted(int victims) {
    DistributionSummary.builder("scheduler.preemption.victims")
        .serviceLevelObjectives(VICTIMS)
        .register(meters)
        .record(victims);
  }

  /// Shows how many pods wait, and where.
  public void show(Supplier<QueueSizes> sizes) {
    pending("active", sizes, QueueSizes::active);
    pending("backoff", sizes, QueueSizes::backoff);
    pending("gated", sizes, QueueSizes::gated);
    pending("unschedulable", sizes, QueueSizes::unschedulable);
  }

  /// Shows how many things of some type the scheduler knows.
  ///
  /// @param type `nodes`, `pods` or `assumed_pods`
  public void showCache(String type, Supplier<Number> size) {
    Gauge.builder("scheduler.cache.size", size).tag("type", type).register(meters);
  }

  private void pending(String queue, Supplier<QueueSizes> sizes, ToIntFunction<QueueSizes> size) {
    Gauge.builder("scheduler.pending.pods", () -> size.applyAsInt(sizes.get()))
        .tag("queue", queue)
        .register(meters);
  }

  private Duration since(Instant start) {
    return Duration.between(start, time.instant());
  }

  private static String shown(int number) {
    return number > MOST_ATTEMPTS_SHOWN ? MOST_ATTEMPTS_SHOWN + "+" : String.valueOf(number);
  }

  private static double[] powersOfTwo(double first, int count) {
    return DoubleStream.iterate(first, n -> n * 2).limit(count).toArray();
  }

  private static Duration[] seconds(double first, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Duration.ofNanos(Math.round(first * 1e9) << i))
        .toArray(Duration[]::new);
  }
}
