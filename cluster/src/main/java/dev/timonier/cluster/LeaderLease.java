package dev.timonier.cluster;

import dev.timonier.machinery.time.Time;
import dev.timonier.machinery.time.Time.Timer;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells that a component of this process leads, in the lease that the leaders of Kubernetes hold
/// (<https://kubernetes.io/docs/concepts/architecture/leases/#leader-election>): with it others
/// wait for their turn, and the component counts as healthy. A lease that somebody else holds is
/// not taken away before it has ended.
final class LeaderLease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeaderLease.class);
  private static final String NAMESPACE = "kube-system";
  private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(2);
  private static final int SECONDS = 15;

  private final String name;
  private final String holder;
  private final KubernetesClient client;
  private final Time time;
  private final Executor executor;

  private Optional<Lease> held = Optional.empty(); // touched by one renewal after the other
  private @Nullable Timer next; // guarded by this
  private boolean closed; // guarded by this

  private LeaderLease(
      String name, String holder, KubernetesClient client, Time time, Executor executor) {
    this.name = name;
    this.holder = holder;
    this.client = client;
    this.time = time;
    this.executor = executor;
  }

  /// Takes a lease and renews it until it is closed.
  ///
  /// @param holder the same for all processes of which one can run at a time
  /// @param executor takes and renews it
  static LeaderLease hold(
      String name, String holder, KubernetesClient client, Time time, Executor executor) {
    var lease = new LeaderLease(name, holder, client, time, executor);
    executor.execute(lease::renew);
    return lease;
  }

  private void renew() {
    try {
      held = renewed(held.or(this::present));
    } catch (KubernetesClientException e) {
      LOG.debug("the lease {} is not renewed", name, e);
      held = Optional.empty();
    } finally {
      renewLater();
    }
  }

  private synchronized void renewLater() {
    if (!closed) {
      next = time.after(BETWEEN_RENEWALS, () -> executor.execute(this::renew));
    }
  }

  private Optional<Lease> present() {
    return Optional.ofNullable(client.leases().inNamespace(NAMESPACE).withName(name).get());
  }

  private Optional<Lease> renewed(Optional<Lease> present) {
    if (present.isEmpty()) {
      return Optional.of(client.resource(first()).create());
    }
    var lease = present.get();
    return isOurs(lease) || hasEnded(lease)
        ? Optional.of(client.resource(next(lease)).update())
        : Optional.empty();
  }

  private boolean isOurs(Lease lease) {
    return holder.equals(lease.getSpec().getHolderIdentity());
  }

  private boolean hasEnded(Lease lease) {
    var renewed = lease.getSpec().getRenewTime();
    var seconds = lease.getSpec().getLeaseDurationSeconds();
    return renewed == null || seconds == null || !renewed.plusSeconds(seconds).isAfter(now());
  }

  private Lease first() {
    return new LeaseBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(NAMESPACE)
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(holder)
        .withLeaseDurationSeconds(SECONDS)
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
            .withLeaseDurationSeconds(SECONDS)
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

  @Override
  public synchronized void close() {
    closed = true;
    if (next != null) {
      next.cancel();
    }
  }
}
