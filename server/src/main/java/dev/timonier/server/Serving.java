package dev.timonier.server;

import dev.timonier.server.admission.AdmissionConfiguration;
import dev.timonier.server.filter.RequestLimits;
import java.time.Duration;

/// How a server treats those who ask it.
///
/// @param goawayChance `--goaway-chance`: how likely a request of HTTP/2 makes its client come
///   again by another connection, which may lead to another server; from 0 to 0.02
/// @param shutdownDelay `--shutdown-delay-duration`: for how long a server that ends still serves,
///   and says that it is not ready
/// @param admission what it takes, and what it makes of it
public record Serving(
    RequestLimits limits,
    double goawayChance,
    Duration shutdownDelay,
    AdmissionConfiguration admission) {
  public static final Serving DEFAULT =
      new Serving(RequestLimits.DEFAULT, 0, Duration.ZERO, AdmissionConfiguration.DEFAULT);
}
