package dev.timonier.storage.lease;

import dev.timonier.storage.LeaseId;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreTimer.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The leases of a store. When one is due it says so, and says so again until the lease is removed,
/// for its keys may fail to be deleted at first.
public final class LeaseTable implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /// When to look at a lease next.
  private record Due(Instant moment, LeaseId lease) {}

  private final StoreContext context;
  private final Consumer<LeaseId> onDue;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<LeaseId, Lease> leases = new HashMap<>(); // guarded by lock
  private final Map<LeaseId, Due> dues = new HashMap<>(); // guarded by lock
  private final TreeSet<Due> order = // guarded by lock
      new TreeSet<>(Comparator.comparing(Due::moment).thenComparing(due -> due.lease().value()));
  private Optional<Alarm> alarm = Optional.empty(); // guarded by lock
  private Instant alarmed = Instant.MAX; // guarded by lock
  private boolean closed; // guarded by lock

  /// @param onDue is told of leases that have expired, on the timer's thread
  public LeaseTable(StoreContext context, Consumer<LeaseId> onDue) {
    this.context = context;
    this.onDue = onDue;
  }

  /// Adds a lease, or replaces it by its renewal.
  public void put(Lease lease) {
    locked(
        () -> {
          leases.put(lease.id(), lease);
          lookAt(lease.id(), lease.expiry());
          return arm();
        });
  }

  public Optional<Lease> remove(LeaseId id) {
    return locked(
        () -> {
          Optional.ofNullable(dues.remove(id)).ifPresent(order::remove);
          return Optional.ofNullable(leases.remove(id));
        });
  }

  public Optional<Lease> find(LeaseId id) {
    return locked(() -> Optional.ofNullable(leases.get(id)));
  }

  /// A lease that has not expired.
  ///
  /// @throws StoreException.NoSuchLease when there is none
  public Lease living(LeaseId id) {
    return find(id)
        .filter(lease -> !lease.expired(now()))
        .orElseThrow(() -> new StoreException.NoSuchLease(id));
  }

  /// What a lease has left; empty when there is no such lease or it has expired.
  public Optional<Duration> remaining(LeaseId id) {
    return find(id)
        .map(lease -> Duration.between(now(), lease.expiry()))
        .filter(Duration::isPositive);
  }

  public List<Lease> all() {
    return locked(() -> List.copyOf(leases.values()));
  }

  /// Says no more what is due.
  @Override
  public void close() {
    locked(
        () -> {
          closed = true;
          alarm.ifPresent(Alarm::cancel);
          return closed;
        });
  }

  private Instant now() {
    return context.clock().instant();
  }

  private void lookAt(LeaseId id, Instant moment) {
    var due = new Due(moment, id);
    Optional.ofNullable(dues.put(id, due)).ifPresent(order::remove);
    order.add(due);
  }

  /// Sets the alarm to the first due moment.
  private boolean arm() {
    if (closed || order.isEmpty() || !order.first().moment().isBefore(alarmed)) {
      return false;
    }
    alarm.ifPresent(Alarm::cancel);
    alarmed = order.first().moment();
    var delay = Duration.between(now(), alarmed);
    alarm = Optional.of(context.timer().after(delay, this::ring));
    return true;
  }

  private void ring() {
    locked(this::takeDue).forEach(onDue);
  }

  private List<LeaseId> takeDue() {
    var now = now();
    var due =
        order.stream().takeWhile(each -> !each.moment().isAfter(now)).map(Due::lease).toList();
    due.forEach(id -> lookAt(id, now.plus(AGAIN)));
    alarmed = Instant.MAX;
    arm();
    return due;
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
