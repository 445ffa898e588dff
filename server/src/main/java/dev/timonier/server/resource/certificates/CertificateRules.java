package dev.timonier.server.resource.certificates;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.validation.Subject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/// What holds for the certificates that a signer issues: they are PEM, and stay
/// (<https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/>).
final class CertificateRules {
  private CertificateRules() {}

  static void validate(Subject certificate, JsonNode old) {
    if (certificate.value().asText().equals(old.asText())) {
      return;
    }
    fault(certificate.text())
        .ifPresent(fault -> certificate.invalid(Subject.quote("<certificate data>"), fault));
    if (!old.asText().isEmpty()) {
      certificate.forbidden("updates may not modify existing certificate content");
    }
  }

  /// What is wrong with certificates; nothing is wrong where there are none.
  private static Optional<String> fault(String base64) {
    if (base64.isEmpty()) {
      return Optional.empty();
    }
    var text = new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    try (var reader = new PemReader(new StringReader(text))) {
      return fault(reader);
    } catch (IOException _) {
      return Optional.of("must contain at least one CERTIFICATE PEM block");
    }
  }

  private static Optional<String> fault(PemReader reader) throws IOException {
    var block = reader.readPemObject();
    if (block == null) {
      return Optional.of("must contain at least one CERTIFICATE PEM block");
    }
    for (; block != null; block = reader.readPemObject()) {
      var fault = fault(block);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> fault(PemObject block) {
    if (!block.getType().equals("CERTIFICATE")) {
      return Optional.of(
          "only CERTIFICATE PEM blocks are allowed, found " + Subject.quote(block.getType()));
    }
    if (!block.getHeaders().isEmpty()) {
      return Optional.of("no PEM block headers are permitted");
    }
    return isCertificate(block.getContent())
        ? Optional.empty()
        : Optional.of("x509: malformed certificate");
  }

  private static boolean isCertificate(byte[] content) {
    try {
      CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(content));
      return true;
    } catch (CertificateException _) {
      return false;
    }
  }
}
