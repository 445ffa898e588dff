package dev.timonier.scheduler.queue;

import dev.timonier.scheduler.framework.ClusterEvent;
import dev.timonier.scheduler.framework.ClusterEvent.TargetPodUpdated;
import dev.timonier.scheduler.framework.PodChange;
import dev.timonier.scheduler.framework.QueueingHint;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The places of the [SchedulingQueue] and the ways between them, as a matter of pure state: what
/// time it is is said by the caller. Each pod is in exactly one place. Guarded by the queue's lock.
final class PodPlaces {
  // Takes the place of a gate's plugin: no event opens it.
  private static final Optional<String> HELD = Optional.of("");

  private final QueueingRules rules;
  private final PodBackoff backoff;
  private final SortedPods active;
  private final BackoffQueue backingOff;
  private final Map<String, QueuedPod> gated = new LinkedHashMap<>();
  // In the order of their timestamps: a pod enters when it was rejected.
  private final Map<String, QueuedPod> rejected = new LinkedHashMap<>();
  private final InFlightPods inFlight = new InFlightPods();
  private final Set<String> held = new HashSet<>();
  private long added;

  PodPlaces(QueueingRules rules, PodBackoff backoff) {
    this.rules = rules;
    this.backoff = backoff;
    this.active = new SortedPods(rules.order());
    this.backingOff = new BackoffQueue(rules.order());
  }

  void put(PodInfo pod, Instant now) {
    var uid = pod.uid();
    if (inFlight.contains(uid)) {
      updateInFlight(pod);
    } else if (active.find(uid).isPresent() || backingOff.find(uid).isPresent()) {
      updateSorted(pod);
    } else if (gated.containsKey(uid) || rejected.containsKey(uid)) {
      updateUnschedulable(pod, now);
    } else {
      ready(new QueuedPod(added++, pod, now), now);
    }
  }

  void refresh(PodInfo pod) {
    if (inFlight.contains(pod.uid())) {
      updateInFlight(pod);
    }
  }

  void remove(String uid) {
    active.remove(uid);
    backingOff.remove(uid);
    gated.remove(uid);
    rejected.remove(uid);
    inFlight.remove(uid);
  }

  boolean hasReady() {
    return !active.isEmpty() || backingOff.hasEarly();
  }

  Optional<QueuedPod> takeReady() {
    var next = active.removeFirst().or(backingOff::removeEarly);
    next.ifPresent(
        pod -> {
          pod.tried();
          inFlight.add(pod);
        });
    return next;
  }

  void hold(String uid) {
    held.add(uid);
  }

  void letGo(String uid, Instant now) {
    held.remove(uid);
    var queued = gated.get(uid);
    if (queued != null && queued.gate().equals(HELD)) {
      release(queued, now);
    }
  }

  void retryLater(String uid, Instant now) {
    held.remove(uid);
    unschedulable(uid)
        .ifPresent(
            pod -> {
              pod.failed(now, backoff);
              release(pod, now);
            });
  }

  void activate(String uid, Instant now) {
    unschedulable(uid).ifPresent(pod -> release(pod, now));
  }

  void startBinding(String uid) {
    inFlight.startBinding(uid);
  }

  void done(String uid) {
    inFlight.remove(uid);
  }

  /// A popped pod was rejected.
  Optional<PodInfo> reject(String uid, Set<String> rejectors, Instant now) {
    var meanwhile = inFlight.eventsSince(uid);
    var back = inFlight.remove(uid);
    back.ifPresent(
        pod -> {
          pod.rejectedBy(rejectors, now, backoff);
          place(pod, meanwhile, now);
        });
    return back.map(QueuedPod::pod);
  }

  /// The try to schedule a popped pod failed.
  Optional<PodInfo> fail(String uid, Instant now) {
    var back = inFlight.remove(uid);
    back.ifPresent(
        pod -> {
          pod.failed(now, backoff);
          ready(pod, now);
        });
    return back.map(QueuedPod::pod);
  }

  void happened(ClusterEvent event, Instant now) {
    inFlight.record(event);
    var helped =
        Stream.concat(gated.values().stream(), rejected.values().stream())
            .filter(pod -> mayHelp(pod, List.of(event)))
            .toList();
    helped.forEach(pod -> release(pod, now));
  }

  /// Makes those ready whose delay is over, and those that nothing helped for long.
  void pass(Instant now, Duration longestUnschedulable) {
    backingOff.removeDue(now).forEach(pod -> ready(pod, now));
    var left = now.minus(longestUnschedulable);
    var forgotten =
        rejected.values().stream().takeWhile(pod -> !pod.timestamp().isAfter(left)).toList();
    forgotten.forEach(pod -> release(pod, now));
  }

  /// When [#pass] may next have something to do.
  Optional<Instant> nextPass(Duration longestUnschedulable) {
    var oldest = rejected.values().stream().findFirst().map(QueuedPod::timestamp);
    var forgotten = oldest.map(since -> since.plus(longestUnschedulable));
    return Stream.of(forgotten, backingOff.nextEnd())
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  QueueSizes sizes() {
    return new QueueSizes(
        active.size(), backingOff.size(), rejected.size(), gated.size(), inFlight.size());
  }

  private void place(QueuedPod pod, List<ClusterEvent> meanwhile, Instant now) {
    if (mayHelp(pod, meanwhile)) {
      ready(pod, now);
    } else {
      rejected.put(pod.uid(), pod);
    }
  }

  private void release(QueuedPod pod, Instant now) {
    gated.remove(pod.uid());
    rejected.remove(pod.uid());
    ready(pod, now);
  }

  /// To where a pod may be popped from, unless a gate is closed.
  private void ready(QueuedPod pod, Instant now) {
    pod.gatedBy(held.contains(pod.uid()) ? HELD : rules.gate(pod.pod()));
    if (pod.gate().isPresent()) {
      gated.put(pod.uid(), pod);
    } else if (pod.backsOff(now)) {
      backingOff.add(pod);
    } else {
      active.add(pod);
    }
  }

  private boolean mayHelp(QueuedPod pod, List<ClusterEvent> events) {
    if (pod.gate().equals(HELD)) {
      return false;
    }
    var rejectors = pod.gate().map(Set::of).orElse(pod.rejectors());
    return events.stream()
        .filter(event -> event.concerns(pod.pod()))
        .anyMatch(event -> rejectors.stream().anyMatch(plugin -> mayHelp(pod, plugin, event)));
  }

  private boolean mayHelp(QueuedPod pod, String rejector, ClusterEvent event) {
    return rules.hint(pod.pod(), rejector, event) == QueueingHint.QUEUE;
  }

  private void updateInFlight(PodInfo pod) {
    var before = inFlight.newest(pod.uid());
    var changes = PodChange.between(before, pod);
    if (!changes.isEmpty()) {
      inFlight.record(new TargetPodUpdated(before, pod, changes));
    }
    inFlight.update(pod);
  }

  private void updateSorted(PodInfo pod) {
    active.remove(pod.uid()).ifPresent(queued -> active.add(updated(queued, pod)));
    backingOff.remove(pod.uid()).ifPresent(queued -> backingOff.add(updated(queued, pod)));
  }

  private void updateUnschedulable(PodInfo pod, Instant now) {
    var queued = unschedulable(pod.uid()).orElseThrow();
    var before = queued.pod();
    var changes = PodChange.between(before, pod);
    queued.update(pod);
    if (!changes.isEmpty()
        && mayHelp(queued, List.of(new TargetPodUpdated(before, pod, changes)))) {
      release(queued, now);
    }
  }

  private Optional<QueuedPod> unschedulable(String uid) {
    return Optional.ofNullable(gated.get(uid)).or(() -> Optional.ofNullable(rejected.get(uid)));
  }

  private static QueuedPod updated(QueuedPod queued, PodInfo pod) {
    queued.update(pod);
    return queued;
  }
}
