package dev.timonier.scheduler.queue;

import dev.timonier.scheduler.framework.QueuedPodInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A pod in the queue, with the history of the tries to schedule it. Changed only by the queue,
/// under its lock; whoever popped it may read it until it is given back.
public final class QueuedPod implements QueuedPodInfo {
  private final long number;
  private PodInfo pod;
  private Instant timestamp;
  private Instant backoffUntil;
  private final Instant added;
  private int attempts;
  private int rejections;
  private int failures;
  private Set<String> rejectors = Set.of();
  private Optional<String> gate = Optional.empty();

  /// @param number tells pods apart that are otherwise equal in order
  QueuedPod(long number, PodInfo pod, Instant now) {
    this.number = number;
    this.pod = pod;
    this.timestamp = now;
    this.backoffUntil = now;
    this.added = now;
  }

  @Override
  public PodInfo pod() {
    return pod;
  }

  @Override
  public Instant timestamp() {
    return timestamp;
  }

  /// When the pod came into the queue.
  public Instant added() {
    return added;
  }

  /// How often it was tried to schedule the pod.
  public int attempts() {
    return attempts;
  }

  /// The plugins that rejected the pod in the last try.
  public Set<String> rejectors() {
    return rejectors;
  }

  String uid() {
    return pod.uid();
  }

  long number() {
    return number;
  }

  Instant backoffUntil() {
    return backoffUntil;
  }

  boolean backsOff(Instant now) {
    return backoffUntil.isAfter(now);
  }

  Optional<String> gate() {
    return gate;
  }

  /// Whether the last try failed, other than by a rejection.
  boolean hasFailed() {
    return failures > 0;
  }

  void update(PodInfo newer) {
    pod = newer;
  }

  void gatedBy(Optional<String> plugin) {
    gate = plugin;
  }

  void tried() {
    attempts++;
  }

  void rejectedBy(Set<String> plugins, Instant now, PodBackoff backoff) {
    rejectors = Set.copyOf(plugins);
    failures = 0;
    rejections++;
    backOff(now, backoff, rejections);
  }

  void failed(Instant now, PodBackoff backoff) {
    rejectors = Set.of();
    failures++;
    backOff(now, backoff, failures);
  }

  private void backOff(Instant now, PodBackoff backoff, int count) {
    timestamp = now;
    backoffUntil = now.plus(backoff.after(count));
  }

  @Override
  public String toString() {
    return pod.key();
  }
}
