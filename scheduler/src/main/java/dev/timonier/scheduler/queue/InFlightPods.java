package dev.timonier.scheduler.queue;

import dev.timonier.scheduler.framework.ClusterEvent;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Pods that were popped and not given back yet, and what happened in the cluster meanwhile: a
/// snapshot does not show what came after it, so that a rejection may be out of date when it comes
/// in. Guarded by the queue's lock.
///
/// Events are recorded while pods are being scheduled, and dropped when all the pods that were
/// popped before them are through. For pods that are being bound none are needed: whatever becomes
/// of their binding, they are not rejected by a plugin.
final class InFlightPods {
  private static final class Entry {
    final QueuedPod pod;
    PodInfo newest;
    long firstEvent;
    boolean binding;

    Entry(QueuedPod pod, long firstEvent) {
      this.pod = pod;
      this.newest = pod.pod();
      this.firstEvent = firstEvent;
    }
  }

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final List<ClusterEvent> events = new ArrayList<>();
  private long dropped;
  private int scheduling;

  void add(QueuedPod pod) {
    entries.put(pod.uid(), new Entry(pod, dropped + events.size()));
    scheduling++;
  }

  boolean contains(String uid) {
    return entries.containsKey(uid);
  }

  /// The newest version of a pod that is in here.
  PodInfo newest(String uid) {
    return Objects.requireNonNull(entries.get(uid), uid).newest;
  }

  /// The pod changed meanwhile.
  void update(PodInfo newer) {
    Optional.ofNullable(entries.get(newer.uid())).ifPresent(entry -> entry.newest = newer);
  }

  void record(ClusterEvent event) {
    if (scheduling > 0) {
      events.add(event);
    }
  }

  /// The pod is through scheduling.
  void startBinding(String uid) {
    var entry = entries.get(uid);
    if (entry != null && !entry.binding) {
      entry.binding = true;
      scheduling--;
      dropEvents();
    }
  }

  /// What happened since a pod was popped.
  List<ClusterEvent> eventsSince(String uid) {
    var entry = entries.get(uid);
    return entry == null || entry.binding
        ? List.of()
        : List.copyOf(events.subList((int) (entry.firstEvent - dropped), events.size()));
  }

  /// Takes a pod out, in its newest version; none where it went meanwhile.
  Optional<QueuedPod> remove(String uid) {
    startBinding(uid);
    var entry = Optional.ofNullable(entries.remove(uid));
    entry.ifPresent(e -> e.pod.update(e.newest));
    return entry.map(e -> e.pod);
  }

  int size() {
    return entries.size();
  }

  /// How many events are remembered.
  int events() {
    return events.size();
  }

  private void dropEvents() {
    var first = firstNeeded();
    events.subList(0, (int) (first - dropped)).clear();
    dropped = first;
  }

  /// Entries are in the order in which they were popped.
  private long firstNeeded() {
    for (var entry : entries.values()) {
      if (!entry.binding) {
        return entry.firstEvent;
      }
    }
    return dropped + events.size();
  }
}
