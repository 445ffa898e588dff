package dev.timonier.scheduler.queue;

import dev.timonier.machinery.time.Time;
import dev.timonier.scheduler.framework.ClusterEvent;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// The pods that wait to be scheduled. Each is in exactly one place:
///
/// | place | pods | leaves by |
/// |---|---|---|
/// | active | ready to be tried, in the order of the QueueSort plugin | [#pop()] |
/// | backoff | to be tried again after a delay of 1 s to 10 s | the delay, or [#pop()] when none is active |
/// | unschedulable | rejected by plugins, or held at a gate | an event that may help, or 5 minutes |
/// | in flight | popped, in their scheduling or binding cycle | [#reject], [#fail], [#done] |
///
/// A pod leaves the queue for good by [#delete] (it is gone, or was assigned) or [#done] (it was
/// bound). Safe for several threads.
public final class SchedulingQueue implements AutoCloseable {
  private static final Duration LONGEST_UNSCHEDULABLE = Duration.ofMinutes(5);

  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // All guarded by lock.
  private final PodPlaces places;
  private Optional<Alarm> alarm = Optional.empty();
  private boolean closed;

  private record Alarm(Instant at, Time.Timer timer) {}

  public SchedulingQueue(QueueingRules rules, Time time, PodBackoff backoff) {
    this.time = time;
    this.places = new PodPlaces(rules, backoff);
  }

  /// A pod waits to be scheduled; or one that waits already changed, which may help it.
  public void put(PodInfo pod) {
    change(now -> places.put(pod, now));
  }

  /// A pod that is in flight changed; where it is not, nothing happens.
  public void refresh(PodInfo pod) {
    change(_ -> places.refresh(pod));
  }

  /// A pod is gone, or was assigned to a node.
  public void delete(String uid) {
    change(_ -> places.remove(uid));
  }

  /// Waits for the next pod to schedule; empty when the queue was closed.
  public Optional<QueuedPod> pop() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && !places.hasReady()) {
        changed.await();
      }
      return closed ? Optional.empty() : places.takeReady();
    } finally {
      lock.unlock();
    }
  }

  /// The next pod to schedule, if there is one now.
  public Optional<QueuedPod> poll() {
    return read(_ -> places.takeReady());
  }

  /// A popped pod got its node. From now on it can only be bound, or fail.
  public void startBinding(String uid) {
    change(_ -> places.startBinding(uid));
  }

  /// A popped pod needs no more scheduling.
  public void done(String uid) {
    change(_ -> places.done(uid));
  }

  /// Plugins rejected a popped pod. It waits for an event that may help, unless there was one
  /// meanwhile.
  ///
  /// @return the newest version of the pod; none where it is not to be scheduled any more
  public Optional<PodInfo> reject(String uid, Set<String> rejectors) {
    return read(now -> places.reject(uid, rejectors, now));
  }

  /// The try to schedule or bind a popped pod failed. It is tried again after a delay.
  ///
  /// @return the newest version of the pod; none where it is not to be scheduled any more
  public Optional<PodInfo> fail(String uid) {
    return read(now -> places.fail(uid, now));
  }

  /// Something happened in the cluster: the pods that it may help get ready.
  public void happened(ClusterEvent event) {
    change(now -> places.happened(event, now));
  }

  /// A popped pod is not to be tried again before [#letGo], whatever helps it.
  public void hold(String uid) {
    change(_ -> places.hold(uid));
  }

  /// A pod that was held is ready if something helped it meanwhile.
  public void letGo(String uid) {
    change(now -> places.letGo(uid, now));
  }

  /// What a pod was held for failed. It is tried again after a delay.
  public void retryLater(String uid) {
    change(now -> places.retryLater(uid, now));
  }

  /// A pod that waits for events is tried again without one.
  public void activate(String uid) {
    change(now -> places.activate(uid, now));
  }

  /// Nothing is ready and nothing is in flight; pods may wait for events or for their delay.
  public boolean idle() {
    return read(_ -> !places.hasReady() && places.sizes().inFlight() == 0);
  }

  public QueueSizes sizes() {
    return read(_ -> places.sizes());
  }

  /// Ends the waiting of [#pop()].
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      alarm.ifPresent(a -> a.timer().cancel());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private interface Action {
    void run(Instant now);
  }

  private void change(Action action) {
    read(
        now -> {
          action.run(now);
          return now;
        });
  }

  private <T> T read(Function<Instant, T> action) {
    lock.lock();
    try {
      var result = action.apply(time.instant());
      if (places.hasReady()) {
        changed.signal();
      }
      setAlarm();
      return result;
    } finally {
      lock.unlock();
    }
  }

  private void setAlarm() {
    var next = places.nextPass(LONGEST_UNSCHEDULABLE);
    if (closed || next.equals(alarm.map(Alarm::at))) {
      return;
    }
    alarm.ifPresent(a -> a.timer().cancel());
    alarm = next.map(at -> new Alarm(at, time.after(until(at), () -> ring(at))));
  }

  private void ring(Instant at) {
    change(
        now -> {
          if (alarm.isPresent() && alarm.get().at().equals(at)) {
            alarm = Optional.empty();
            places.pass(now, LONGEST_UNSCHEDULABLE);
          }
        });
  }

  private Duration until(Instant at) {
    return Duration.between(time.instant(), at);
  }
}
