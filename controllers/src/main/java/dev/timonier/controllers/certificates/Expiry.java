package dev.timonier.controllers.certificates;

import dev.timonier.controllers.runtime.Times;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a request has served: an hour after it was decided, or a day when it never was, or was
/// approved and never signed; or when its certificate has expired.
final class Expiry {
  private static final Duration DECIDED = Duration.ofHours(1);
  private static final Duration PENDING = Duration.ofHours(24);

  private Expiry() {}

  static boolean hasCome(CertificateSigningRequest request, Instant now) {
    var created = request.getMetadata().getCreationTimestamp();
    var approved = Requests.has(request, Requests.APPROVED);
    var certificate = Requests.certificate(request);
    return (Requests.conditions(request).isEmpty() && isOlder(created, PENDING, now))
        || isOlderThan(request, Requests.DENIED, DECIDED, now)
        || isOlderThan(request, Requests.FAILED, DECIDED, now)
        || isOlderThan(request, Requests.APPROVED, certificate.isPresent() ? DECIDED : PENDING, now)
        || (approved && certificate.filter(text -> hasEnded(text, now)).isPresent());
  }

  private static boolean isOlderThan(
      CertificateSigningRequest request, String type, Duration age, Instant now) {
    return Requests.conditions(request).stream()
        .filter(condition -> type.equals(condition.getType()))
        .anyMatch(condition -> isOlder(condition.getLastUpdateTime(), age, now));
  }

  private static boolean isOlder(@Nullable String moment, Duration age, Instant now) {
    return Times.parse(moment).filter(then -> then.plus(age).isBefore(now)).isPresent();
  }

  private static boolean hasEnded(String base64, Instant now) {
    return parse(base64).filter(c -> now.isAfter(c.getNotAfter().toInstant())).isPresent();
  }

  /// Empty when it is none: a signer may write what it wants.
  private static Optional<X509Certificate> parse(String base64) {
    try {
      var bytes = new ByteArrayInputStream(Base64.getDecoder().decode(base64));
      var factory = CertificateFactory.getInstance("X.509");
      return Optional.of((X509Certificate) factory.generateCertificate(bytes));
    } catch (CertificateException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
