package dev.timonier.controllers.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Signs what it is given, for a while; of the extensions that are asked for, it takes the
/// alternative names alone.
///
/// @param certificate of the authority
public record SigningAuthority(
    X509Certificate certificate, PrivateKey key, SecureRandom random, Duration longest) {
  /// How long certificates are good unless a request asks for less.
  public static final Duration DEFAULT_LONGEST = Duration.ofDays(365);

  private static final Duration SHORTEST = Duration.ofMinutes(10);
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  /// What is good for less is not shortened by the clock skew.
  private static final Duration SHORT = Duration.ofHours(8);

  private static final int SERIAL_BITS = 128;

  public SigningAuthority(X509Certificate certificate, PrivateKey key, SecureRandom random) {
    this(certificate, key, random, DEFAULT_LONGEST);
  }

  /// From when until when a certificate is good.
  record Validity(Instant begin, Instant end) {}

  /// The bounds are those of the authority.
  ///
  /// @throws IllegalStateException when the authority's own certificate has expired
  Validity validity(Duration wanted, Instant now) {
    var own = certificate.getNotAfter().toInstant();
    if (!now.isBefore(own)) {
      throw new IllegalStateException("refusing to sign a certificate that expired in the past");
    }
    var life = bounded(wanted);
    var end = now.plus(life.compareTo(SHORT) < 0 ? life : life.minus(CLOCK_SKEW));
    return new Validity(now.minus(CLOCK_SKEW), end.isBefore(own) ? end : own);
  }

  private Duration bounded(Duration wanted) {
    if (wanted.compareTo(longest) > 0) {
      return longest;
    }
    return wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted;
  }

  /// @return the certificate, encoded by DER
  byte[] sign(ParsedRequest request, List<String> usages, Validity validity) {
    var issuer = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    var builder =
        new X509v3CertificateBuilder(
            issuer,
            new BigInteger(SERIAL_BITS, random),
            Date.from(validity.begin()),
            Date.from(validity.end()),
            request.subject(),
            request.key());
    try {
      extend(builder, request, usages);
      var signer = new JcaContentSignerBuilder(algorithm()).build(key);
      return builder.build(signer).getEncoded();
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("failed to sign certificate", e);
    }
  }

  private void extend(X509v3CertificateBuilder builder, ParsedRequest request, List<String> usages)
      throws IOException, GeneralSecurityException {
    Usages.add(builder, usages);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
    if (!request.names().isEmpty()) {
      var names = new GeneralNames(request.names().toArray(GeneralName[]::new));
      var nameless = request.subject().getRDNs().length == 0;
      builder.addExtension(Extension.subjectAlternativeName, nameless, names);
    }
  }

  private String algorithm() {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      case String other -> other;
    };
  }
}
