package dev.timonier.server.registry;

import dev.timonier.storage.LeaseId;
import dev.timonier.storage.RevisionedStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Leases for objects that expire, such as Events. Objects that are written within a minute share a
/// lease, so that there are few; they live up to a minute longer for it.
final class ExpiryLeases {
  private static final Duration SHARED_FOR = Duration.ofMinutes(1);

  private record Shared(LeaseId lease, Instant until) {}

  private final RevisionedStore store;
  private final InstantSource clock;
  private final Map<Duration, Shared> current = new HashMap<>(); // guarded by this

  ExpiryLeases(RevisionedStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  synchronized LeaseId lease(Duration ttl) {
    var now = clock.instant();
    var shared = current.computeIfPresent(ttl, (_, s) -> stillFresh(s, now));
    if (shared == null) {
      shared = new Shared(store.grantLease(ttl.plus(SHARED_FOR)), now.plus(SHARED_FOR));
      current.put(ttl, shared);
    }
    return shared.lease();
  }

  private static @Nullable Shared stillFresh(Shared shared, Instant now) {
    return now.isBefore(shared.until()) ? shared : null;
  }
}
