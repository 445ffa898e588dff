package dev.timonier.server.resource.certificates;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/// What holds for the specification of a request.
final class RequestRules {
  private static final List<String> USAGES =
      List.of(
          "any",
          "cert sign",
          "client auth",
          "code signing",
          "content commitment",
          "crl sign",
          "data encipherment",
          "decipher only",
          "digital signature",
          "email protection",
          "encipher only",
          "ipsec end system",
          "ipsec tunnel",
          "ipsec user",
          "key agreement",
          "key encipherment",
          "microsoft sgc",
          "netscape sgc",
          "ocsp signing",
          "s/mime",
          "server auth",
          "signing",
          "timestamping");
  private static final int SHORTEST = 600;
  private static final int LONGEST_DOMAIN = 253;
  private static final int LONGEST_SIGNER = LONGEST_DOMAIN + 1 + 253 + 1 + 63;

  private RequestRules() {}

  static void validate(Subject spec) {
    request(spec.at("request"));
    usages(spec.at("usages"));
    signer(spec.at("signerName"));
    var expiration = spec.at("expirationSeconds");
    if (expiration.isPresent() && expiration.number() < SHORTEST) {
      expiration.invalid("may not specify a duration less than 600 seconds (10 minutes)");
    }
  }

  private static void request(Subject request) {
    var block = block(request.text());
    if (block.isEmpty() || !block.get().getType().equals("CERTIFICATE REQUEST")) {
      request.invalid("PEM block type must be CERTIFICATE REQUEST");
      return;
    }
    var content = block.get().getContent();
    var fault = DerFaults.of(content);
    if (fault.isPresent()) {
      request.invalid(fault.get());
      return;
    }
    try {
      var parsed = CertificationRequest.getInstance(content);
      RequestSignature.fault(new PKCS10CertificationRequest(parsed)).ifPresent(request::invalid);
    } catch (RuntimeException e) { // whatever the content makes the decoder stumble over
      request.invalid("asn1: structure error: " + e.getMessage());
    }
  }

  static Optional<PemObject> block(String base64) {
    var text = new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    try (var reader = new PemReader(new StringReader(text))) {
      return Optional.ofNullable(reader.readPemObject());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static void usages(Subject usages) {
    usages.mustBePresent("");
    usages.elements().forEach(usage -> usage.oneOf(USAGES));
    var seen = new HashSet<String>();
    for (var usage : usages.elements()) {
      if (!seen.add(usage.text())) {
        usage.duplicate();
      }
    }
  }

  private static void signer(Subject signer) {
    var text = signer.text();
    if (text.isEmpty()) {
      signer.required();
      return;
    }
    if (text.equals("kubernetes.io/legacy-unknown")) {
      signer.invalid("the legacy signerName is not allowed via this API version");
    }
    var parts = text.split("/", -1);
    if (parts.length != 2) {
      signer.invalid(
          "must be a fully qualified domain and path of the form 'example.com/signer-name'");
      return;
    }
    var domain = parts[0];
    if (domain.length() > LONGEST_DOMAIN) {
      signer.tooLong(LONGEST_DOMAIN);
    }
    var shown = Subject.quote(domain);
    for (var label : domain.split("\\.", -1)) {
      Format.DNS_LABEL
          .check(label)
          .forEach(f -> signer.invalid(shown, "validating label \"" + label + "\": " + f));
    }
    if (!domain.contains(".")) {
      signer.invalid(shown, "should be a domain with at least two segments separated by dots");
    }
    path(signer, parts[1]);
    if (text.length() > LONGEST_SIGNER) {
      signer.tooLong(LONGEST_SIGNER);
    }
  }

  private static void path(Subject signer, String path) {
    for (var label : path.split("\\.", -1)) {
      Format.DNS_SUBDOMAIN
          .check(label)
          .forEach(
              f -> signer.invalid(Subject.quote(path), "validating label \"" + label + "\": " + f));
    }
  }
}
