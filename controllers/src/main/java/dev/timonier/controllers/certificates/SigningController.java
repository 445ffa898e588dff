package dev.timonier.controllers.certificates;

import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Times;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/// Signs what was approved, for the signers of Kubernetes; a request that its signer does not sign
/// fails.
public final class SigningController {
  private static final String NAME = "csrsigning";

  private final KubernetesClient client;
  private final SigningAuthority authority;
  private final InstantSource clock;

  private SigningController(
      KubernetesClient client, SigningAuthority authority, InstantSource clock) {
    this.client = client;
    this.authority = authority;
    this.clock = clock;
  }

  public static Controller create(
      ControllerContext context, int workers, SigningAuthority authority) {
    var controller =
        new SigningController(context.client(Requests.ACCOUNT), authority, context.time());
    return Requests.controller(NAME, context, workers, controller::look);
  }

  private Outcome look(CertificateSigningRequest request) {
    if (Requests.has(request, Requests.APPROVED)
        && !Requests.has(request, Requests.DENIED)
        && !Requests.has(request, Requests.FAILED)) {
      SignerRules.of(request.getSpec().getSignerName()).ifPresent(rule -> settle(request, rule));
    }
    return Outcome.DONE;
  }

  private void settle(CertificateSigningRequest request, SignerRules.Rule rule) {
    var parsed = ParsedRequest.of(request.getSpec().getRequest());
    var fault = rule.fault(parsed, Requests.usages(request));
    var settled = fault.map(text -> failed(request, text)).orElseGet(() -> signed(request, parsed));
    client.resource(settled).updateStatus();
  }

  private CertificateSigningRequest failed(CertificateSigningRequest request, String fault) {
    return new CertificateSigningRequestBuilder(request)
        .editOrNewStatus()
        .addNewCondition()
        .withType(Requests.FAILED)
        .withStatus("True")
        .withReason("SignerValidationFailure")
        .withMessage(fault)
        .withLastUpdateTime(Times.shown(clock.instant()))
        .endCondition()
        .endStatus()
        .build();
  }

  private CertificateSigningRequest signed(
      CertificateSigningRequest request, ParsedRequest parsed) {
    var wanted =
        Optional.ofNullable(request.getSpec().getExpirationSeconds())
            .map(seconds -> Duration.ofSeconds(seconds))
            .orElse(authority.longest());
    var validity = authority.validity(wanted, clock.instant());
    var pem = pem(authority.sign(parsed, Requests.usages(request), validity));
    return new CertificateSigningRequestBuilder(request)
        .editOrNewStatus()
        .withCertificate(
            Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)))
        .endStatus()
        .build();
  }

  private static String pem(byte[] certificate) {
    var text = new StringWriter();
    try (var pem = new PemWriter(text)) {
      pem.writeObject(new PemObject("CERTIFICATE", certificate));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
