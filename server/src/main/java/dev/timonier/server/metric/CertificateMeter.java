package dev.timonier.server.metric;

import dev.timonier.storage.metric.Histogram;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;

/// How long the certificates that clients show are still good.
final class CertificateMeter {
  private static final double[] LIFETIMES =
      seconds(
          Duration.ZERO,
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(2),
          Duration.ofDays(4),
          Duration.ofDays(7),
          Duration.ofDays(30),
          Duration.ofDays(90),
          Duration.ofDays(180),
          Duration.ofDays(360));

  private final Histogram left;
  private final InstantSource clock;

  CertificateMeter(Metrics metrics, InstantSource clock) {
    this.clock = clock;
    this.left =
        metrics.histogram(
            "apiserver_client_certificate_expiration_seconds",
            "[ALPHA] Distribution of the remaining lifetime on the certificate used to authenticate a"
                + " request.",
            Map.of(),
            LIFETIMES);
  }

  private static double[] seconds(Duration... durations) {
    return Arrays.stream(durations).mapToDouble(Duration::toSeconds).toArray();
  }

  void shown(X509Certificate certificate) {
    var end = certificate.getNotAfter().toInstant();
    left.record((double) Duration.between(clock.instant(), end).toSeconds());
  }
}
