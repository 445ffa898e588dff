package dev.timonier.scheduler.runtime;

import dev.timonier.machinery.time.GoDuration;
import dev.timonier.machinery.time.Time;
import dev.timonier.scheduler.framework.Status.Unschedulable;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// A pod whose binding Permit plugins delay: until all of them allow it, one of them rejects it, or
/// one's time is over. Safe for several threads.
public final class WaitingPod {
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final PodInfo pod;
  private final String nodeName;
  private final Map<String, Time.Timer> pending = new ConcurrentHashMap<>();
  private final CompletableFuture<Outcome> decision = new CompletableFuture<>();

  /// @param timeouts how long the pod waits for each plugin, at most
  WaitingPod(PodInfo pod, String nodeName, Map<String, Duration> timeouts, Time time) {
    this.pod = pod;
    this.nodeName = nodeName;
    timeouts.forEach(
        (plugin, asked) -> {
          var timeout = asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
          pending.put(plugin, time.after(timeout, () -> timedOut(plugin, timeout)));
        });
  }

  public PodInfo pod() {
    return pod;
  }

  public String nodeName() {
    return nodeName;
  }

  /// The plugins that did not allow the pod yet.
  public Set<String> pendingPlugins() {
    return Set.copyOf(pending.keySet());
  }

  /// A plugin waits no longer.
  public void allow(String plugin) {
    var timer = pending.remove(plugin);
    if (timer != null) {
      timer.cancel();
    }
    if (pending.isEmpty()) {
      decide(Outcome.OK);
    }
  }

  /// The pod is not to be bound.
  public void reject(String plugin, String message) {
    decide(new Outcome.Rejected(plugin, new Unschedulable(message)));
  }

  /// Blocks until it is decided whether the pod may be bound.
  Outcome await() {
    return decision.join();
  }

  private void timedOut(String plugin, Duration timeout) {
    reject(
        plugin,
        "rejected due to timeout after waiting "
            + GoDuration.text(timeout)
            + " at plugin "
            + plugin);
  }

  private void decide(Outcome outcome) {
    if (decision.complete(outcome)) {
      pending.values().forEach(Time.Timer::cancel);
    }
  }
}
