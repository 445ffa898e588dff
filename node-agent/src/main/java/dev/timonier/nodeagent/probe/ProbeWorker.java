package dev.timonier.nodeagent.probe;

import dev.timonier.machinery.time.Time;
import dev.timonier.nodeagent.action.Outcome;
import dev.timonier.nodeagent.event.PodEvents;
import dev.timonier.nodeagent.plan.Verdict;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Runs one probe of one container, again and again: the verdict changes when enough results in a
/// row say so. Waits for a time, not on a thread.
final class ProbeWorker {
  private final ProbeKind kind;
  private final Probe probe;
  private final Probed probed;
  private final Surroundings around;
  private Optional<Verdict> last = Optional.empty(); // belongs to the run, one at a time
  private int inRow; // belongs to the run
  private volatile Optional<Verdict> verdict = Optional.empty();
  private volatile boolean stopped;

  /// @param executor runs a task for each try
  /// @param changed is called when the verdict has changed
  record Surroundings(
      Time time, Executor executor, ProbeRunner runner, PodEvents events, Runnable changed) {}

  ProbeWorker(ProbeKind kind, Probe probe, Probed probed, Surroundings around) {
    this.kind = kind;
    this.probe = probe;
    this.probed = probed;
    this.around = around;
  }

  Optional<Verdict> verdict() {
    return verdict;
  }

  /// Begins when the probe's initial delay is over.
  void start() {
    var begin = probed.started().plusSeconds(number(probe.getInitialDelaySeconds(), 0));
    after(Duration.between(around.time().instant(), begin));
  }

  void stop() {
    stopped = true;
  }

  private void after(Duration delay) {
    around.time().after(delay, () -> around.executor().execute(this::run));
  }

  private void run() {
    if (stopped) {
      return;
    }
    try {
      take(around.runner().run(probed, probe));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    }
    if (!isFinal()) {
      after(Duration.ofSeconds(number(probe.getPeriodSeconds(), 10)));
    }
  }

  /// A container that failed is on its way out; one that has started is started.
  private boolean isFinal() {
    return switch (kind) {
      case STARTUP -> verdict.isPresent();
      case LIVENESS -> verdict.equals(Optional.of(Verdict.FAILURE));
      case READINESS -> false;
    };
  }

  private void take(Outcome outcome) {
    if (stopped) {
      return;
    }
    switch (outcome) {
      case Outcome.Succeeded _ -> count(Verdict.SUCCESS, number(probe.getSuccessThreshold(), 1));
      case Outcome.Failed failed -> {
        warn("Unhealthy", kind.word() + " probe failed: " + failed.output());
        count(Verdict.FAILURE, number(probe.getFailureThreshold(), 3));
      }
      case Outcome.Unknown unknown ->
          warn(
              "Unhealthy",
              kind.word() + " probe errored and resulted in unknown state: " + unknown.cause());
    }
  }

  private void warn(String reason, String message) {
    around.events().warning(probed.pod(), probed.container(), reason, message);
  }

  private void count(Verdict result, int threshold) {
    inRow = last.equals(Optional.of(result)) ? inRow + 1 : 1;
    last = Optional.of(result);
    if (inRow >= threshold && !verdict.equals(last)) {
      verdict = last;
      around.changed().run();
    }
  }

  private static int number(@Nullable Integer given, int usual) {
    var number = Objects.requireNonNullElse(given, 0);
    return number == 0 ? usual : number;
  }
}
