package dev.timonier.storage.lease;

import dev.timonier.storage.LeaseId;
import java.time.Duration;
import java.time.Instant;

/// A promise to keep some keys until a moment.
///
/// @param ttl how long it lives after it was granted or renewed
public record Lease(LeaseId id, Duration ttl, Instant expiry) {
  public static final Duration SHORTEST = Duration.ofSeconds(1);

  /// A lease that starts now.
  ///
  /// @throws IllegalArgumentException when it is shorter than [#SHORTEST]
  public static Lease starting(LeaseId id, Duration ttl, Instant now) {
    check(ttl);
    return new Lease(id, ttl, now.plus(ttl));
  }

  /// @throws IllegalArgumentException when a time to live is shorter than [#SHORTEST]
  public static void check(Duration ttl) {
    if (ttl.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("a lease of " + ttl + " is shorter than " + SHORTEST);
    }
  }

  public Lease renewed(Instant now) {
    return new Lease(id, ttl, now.plus(ttl));
  }

  public boolean expired(Instant now) {
    return !now.isBefore(expiry);
  }
}
