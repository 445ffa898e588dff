package dev.timonier.storage.etcd;

import dev.timonier.storage.LeaseId;
import dev.timonier.storage.StoreException;
import io.etcd.jetcd.Lease;
import io.etcd.jetcd.options.LeaseOption;
import java.time.Duration;
import java.util.Optional;

/// etcd's leases. etcd counts them in whole seconds, and has a shortest one of its own.
record Leases(Connection connection) {
  LeaseId grant(Duration ttl) {
    var seconds = ttl.plusSeconds(1).minusNanos(1).toSeconds();
    return new LeaseId(connection.calls().write(client().grant(seconds)).getID());
  }

  /// The client does not say why a lease cannot be kept alive.
  void renew(LeaseId lease) {
    try {
      connection.calls().write(client().keepAliveOnce(lease.value()));
    } catch (StoreException.Unavailable e) {
      throw remaining(lease).isEmpty() ? new StoreException.NoSuchLease(lease) : e;
    }
  }

  void revoke(LeaseId lease) {
    try {
      connection.calls().write(client().revoke(lease.value()));
    } catch (StoreException.Unavailable e) {
      if (!isUnknown(e)) {
        throw e;
      }
    }
  }

  Optional<Duration> remaining(LeaseId lease) {
    var seconds =
        connection.calls().read(client().timeToLive(lease.value(), LeaseOption.DEFAULT)).getTTL();
    return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
  }

  static boolean isUnknown(StoreException failure) {
    return Calls.says(failure, "lease not found");
  }

  private Lease client() {
    return connection.client().getLeaseClient();
  }
}
