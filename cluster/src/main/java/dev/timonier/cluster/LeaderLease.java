package dev.timonier.cluster;

import dev.timonier.machinery.time.Time;
import dev.timonier.machinery.time.Time.Timer;
import dev.timonier.machinery.time.TimeLimit;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes part in the election of a component's leader, by the lease that the leaders of Kubernetes
/// hold (<https://kubernetes.io/docs/concepts/architecture/leases/#leader-election>): whoever has
/// it works, and counts as healthy; the others wait for their turn. A lease that somebody else
/// holds is not taken before it was seen unchanged for as long as it lasts, whatever the clocks of
/// others say.
final class LeaderLease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeaderLease.class);

  private final LeaderElection election;
  private final String holder;
  private final KubernetesClient client;
  private final Time time;
  private final Executor executor;
  private final Leadership leadership;

  // All guarded by this.
  private Optional<Lease> held = Optional.empty();
  private LeaseSpec observed = new LeaseSpec();
  private long observedAt; // nanoseconds
  private long renewedAt; // nanoseconds
  private boolean leads;
  private boolean closed;
  private @Nullable Timer next;

  /// What the election decides. Nothing in it may wait for the lease to be closed.
  interface Leadership {
    /// For who works whatever becomes of the lease.
    Leadership UNUSED =
        new Leadership() {
          @Override
          public void begun() {}

          @Override
          public void lost() {}
        };

    void begun();

    /// The lease was not renewed in time: somebody else may lead from now on.
    void lost();
  }

  private LeaderLease(
      LeaderElection election,
      String holder,
      KubernetesClient client,
      Time time,
      Executor executor,
      Leadership leadership) {
    this.election = election;
    this.holder = holder;
    this.client = client;
    this.time = time;
    this.executor = executor;
    this.leadership = leadership;
  }

  /// Takes a lease as soon as it is free, and renews it until it is closed.
  ///
  /// @param holder the same for all processes of which one can run at a time
  /// @param executor takes and renews it, and tells what becomes of it
  static LeaderLease hold(
      LeaderElection election,
      String holder,
      KubernetesClient client,
      Time time,
      Executor executor,
      Leadership leadership) {
    var lease = new LeaderLease(election, holder, client, time, executor, leadership);
    executor.execute(lease::renew);
    return lease;
  }

  private synchronized void renew() {
    if (closed) {
      return;
    }
    if (isRenewed()) {
      renewedAt = time.nanoTime();
      begin();
    } else if (leads && hasPassed(election.renewDeadline(), renewedAt)) {
      LOG.warn("the lease {} was not renewed in time", election.name());
      leads = false;
      leadership.lost();
    }
    next = time.after(election.retryPeriod(), () -> executor.execute(this::renew));
  }

  private void begin() {
    if (!leads) {
      leads = true;
      leadership.begun();
    }
  }

  private boolean isRenewed() {
    try {
      held = TimeLimit.call(time, election.patience(), () -> renewed(held.or(this::present)));
    } catch (KubernetesClientException | TimeoutException e) {
      LOG.debug("the lease {} is not renewed", election.name(), e);
      held = Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      held = Optional.empty();
    }
    return held.isPresent();
  }

  private boolean hasPassed(Duration duration, long since) {
    return time.nanoTime() - since >= duration.toNanos();
  }

  private Optional<Lease> present() {
    return Optional.ofNullable(
        client.leases().inNamespace(election.namespace()).withName(election.name()).get());
  }

  private Optional<Lease> renewed(Optional<Lease> present) {
    if (present.isEmpty()) {
      return Optional.of(client.resource(first()).create());
    }
    var lease = present.get();
    observe(lease.getSpec());
    return isOurs(lease) || isFree()
        ? Optional.of(client.resource(next(lease)).update())
        : Optional.empty();
  }

  private void observe(LeaseSpec lease) {
    if (!lease.equals(observed)) {
      observed = lease;
      observedAt = time.nanoTime();
    }
  }

  private boolean isOurs(Lease lease) {
    return holder.equals(lease.getSpec().getHolderIdentity());
  }

  private boolean isFree() {
    return Objects.requireNonNullElse(observed.getHolderIdentity(), "").isEmpty()
        || hasPassed(election.leaseDuration(), observedAt);
  }

  private Lease first() {
    return new LeaseBuilder()
        .withNewMetadata()
        .withName(election.name())
        .withNamespace(election.namespace())
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(holder)
        .withLeaseDurationSeconds((int) election.leaseDuration().toSeconds())
        .withAcquireTime(now())
        .withRenewTime(now())
        .withLeaseTransitions(0)
        .endSpec()
        .build();
  }

  private Lease next(Lease lease) {
    var renewed =
        lease
            .edit()
            .editSpec()
            .withHolderIdentity(holder)
            .withLeaseDurationSeconds((int) election.leaseDuration().toSeconds())
            .withRenewTime(now());
    if (!isOurs(lease)) {
      var before = Objects.requireNonNullElse(lease.getSpec().getLeaseTransitions(), 0);
      renewed.withAcquireTime(now()).withLeaseTransitions(before + 1);
    }
    return renewed.endSpec().build();
  }

  private ZonedDateTime now() {
    return time.instant().atZone(ZoneOffset.UTC);
  }

  /// Gives the lease up, so that another need not wait until it ends.
  private void release(Lease lease) {
    try {
      client
          .resource(
              lease
                  .edit()
                  .editSpec()
                  .withHolderIdentity("")
                  .withLeaseDurationSeconds(1)
                  .withAcquireTime(now())
                  .withRenewTime(now())
                  .endSpec()
                  .build())
          .update();
    } catch (KubernetesClientException e) {
      LOG.debug("the lease {} is not given up", election.name(), e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (next != null) {
      next.cancel();
    }
    if (leads) {
      held.ifPresent(this::release);
    }
  }
}
