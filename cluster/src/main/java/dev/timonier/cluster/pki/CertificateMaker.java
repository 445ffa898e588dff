package dev.timonier.cluster.pki;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes and signs certificates with elliptic keys, which are made and used fast.
final class CertificateMaker {
  private static final Duration LIFE = Duration.ofDays(3650);
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
  private static final int SERIAL_BITS = 120;
  private static final int RSA_BITS = 2048;

  private final X500Name issuer;
  private final PrivateKey issuerKey;
  private final InstantSource clock;
  private final SecureRandom random;

  CertificateMaker(
      X500Name issuer, PrivateKey issuerKey, InstantSource clock, SecureRandom random) {
    this.issuer = issuer;
    this.issuerKey = issuerKey;
    this.clock = clock;
    this.random = random;
  }

  static KeyPair newKeys(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair newRsaKeys(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(RSA_BITS, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  X509Certificate authority(X500Name subject, PublicKey key) {
    return make(
        subject,
        key,
        builder -> {
          builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
          builder.addExtension(
              Extension.keyUsage,
              true,
              new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign | KeyUsage.cRLSign));
        });
  }

  X509Certificate client(X500Name subject, PublicKey key) {
    return make(subject, key, builder -> leaf(builder, KeyPurposeId.id_kp_clientAuth));
  }

  X509Certificate server(X500Name subject, PublicKey key, List<String> addresses) {
    var names = addresses.stream().map(CertificateMaker::name).toArray(GeneralName[]::new);
    return make(
        subject,
        key,
        builder -> {
          leaf(builder, KeyPurposeId.id_kp_serverAuth);
          builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        });
  }

  private static GeneralName name(String address) {
    var isIp = address.matches("[0-9.]+") || address.contains(":");
    return new GeneralName(isIp ? GeneralName.iPAddress : GeneralName.dNSName, address);
  }

  private static void leaf(X509v3CertificateBuilder builder, KeyPurposeId purpose)
      throws CertIOException {
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
  }

  private interface Extensions {
    void addTo(X509v3CertificateBuilder builder) throws CertIOException;
  }

  private X509Certificate make(X500Name subject, PublicKey key, Extensions extensions) {
    var start = clock.instant().minus(CLOCK_SKEW);
    var serial = new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
    var builder =
        new JcaX509v3CertificateBuilder(
            issuer, serial, Date.from(start), Date.from(start.plus(LIFE)), subject, key);
    try {
      extensions.addTo(builder);
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (CertIOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("a certificate could not be made", e);
    }
  }
}
