package dev.timonier.controllers.certificates;

import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestBuilder;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/// Makes authorities, and requests as clients make them.
final class TestRequests {
  private TestRequests() {}

  static SigningAuthority authority(Instant begin, Instant end) {
    try {
      var keys = keys();
      var name = new X500Name("CN=kubernetes");
      var certificate =
          new JcaX509v3CertificateBuilder(
                  name, BigInteger.ONE, Date.from(begin), Date.from(end), name, keys.getPublic())
              .build(signer(keys));
      return new SigningAuthority(
          new JcaX509CertificateConverter().getCertificate(certificate),
          keys.getPrivate(),
          new SecureRandom());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A certificate, as PEM in Base64.
  static String certificate(Instant begin, Instant end) {
    try {
      return pem("CERTIFICATE", authority(begin, end).certificate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keys() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static ContentSigner signer(KeyPair keys) {
    try {
      return new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// @param subject as in `O=system:nodes,CN=system:node:n1`
  static CertificateSigningRequest of(
      String signer, String subject, List<GeneralName> names, List<String> usages) {
    return new CertificateSigningRequestBuilder()
        .withNewMetadata()
        .withName("r")
        .endMetadata()
        .withNewSpec()
        .withSignerName(signer)
        .withRequest(base64(subject, names))
        .withUsages(usages)
        .endSpec()
        .build();
  }

  private static String base64(String subject, List<GeneralName> names) {
    try {
      var keys = keys();
      var builder =
          new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), keys.getPublic());
      if (!names.isEmpty()) {
        var extensions = new ExtensionsGenerator();
        extensions.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(names.toArray(GeneralName[]::new)));
        builder.addAttribute(
            PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
      }
      return pem("CERTIFICATE REQUEST", builder.build(signer(keys)).getEncoded());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String type, byte[] content) {
    var lines = Base64.getMimeEncoder().encodeToString(content);
    var text = "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, lines);
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
