package dev.timonier.controllers.certificates;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestCondition;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// What the controllers of requests have in common.
final class Requests {
  /// The service account of all of them.
  static final String ACCOUNT = "certificate-controller";

  static final String APPROVED = "Approved";
  static final String DENIED = "Denied";
  static final String FAILED = "Failed";

  private Requests() {}

  /// Has those looked at that have no certificate yet.
  static Controller controller(
      String name,
      ControllerContext context,
      int workers,
      Function<CertificateSigningRequest, Outcome> look) {
    var requests = context.informer(CertificateSigningRequest.class);
    var queue = context.<NamespacedName>queue();
    requests.handle(Handler.of(request -> queue.add(NamespacedName.of(request))));
    return new ControlLoop<>(
        name,
        queue,
        key ->
            requests
                .store()
                .get(key)
                .filter(request -> certificate(request).isEmpty())
                .map(look)
                .orElse(Outcome.DONE),
        workers);
  }

  /// The certificate, as PEM in Base64.
  static Optional<String> certificate(CertificateSigningRequest request) {
    return Optional.ofNullable(request.getStatus())
        .map(CertificateSigningRequestStatus::getCertificate)
        .filter(text -> !text.isEmpty());
  }

  static List<CertificateSigningRequestCondition> conditions(CertificateSigningRequest request) {
    return Optional.ofNullable(request.getStatus())
        .map(CertificateSigningRequestStatus::getConditions)
        .orElse(List.of());
  }

  static boolean has(CertificateSigningRequest request, String condition) {
    return conditions(request).stream().anyMatch(present -> condition.equals(present.getType()));
  }

  static List<String> usages(CertificateSigningRequest request) {
    return Objects.requireNonNullElse(request.getSpec().getUsages(), List.of());
  }
}
