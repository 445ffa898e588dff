package dev.timonier.server.resource.core.secret;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.util.io.pem.PemReader;

/// Whether a private key fits a certificate, told in the words of Go's TLS library.
final class TlsKeyPair {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([^-\\n]+)-----\\s.*?-----END \\1-----\\s*", Pattern.DOTALL);

  private static final AlgorithmIdentifier RSA =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);

  private TlsKeyPair() {}

  private static final class Unfit extends Exception {
    private static final long serialVersionUID = 1;

    Unfit(String message) {
      super(message, null, false, false);
    }

    String text() {
      return String.valueOf(getMessage());
    }
  }

  private record Block(String type, String text) {}

  /// What is wrong with the certificate and key in a Secret's data; nothing when they fit.
  static List<String> faults(JsonNode data) {
    try {
      check(decoded(data, "tls.crt"), decoded(data, "tls.key"));
      return List.of();
    } catch (Unfit e) {
      return List.of(e.text());
    }
  }

  private static String decoded(JsonNode data, String key) {
    var bytes = Base64.getDecoder().decode(data.path(key).asText());
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static void check(String certificates, String keys) throws Unfit {
    var certificate = certificate(certificates);
    var key = key(keys);
    var publicKey = publicKey(certificate);
    var expected = publicParameters(publicKey);
    var given = privateParameters(key);
    switch (KeyMatch.of(expected, given)) {
      case SAME -> {}
      case OTHER_TYPE -> throw new Unfit("tls: private key type does not match public key type");
      case OTHER_KEY -> throw new Unfit("tls: private key does not match public key");
    }
  }

  private static Block certificate(String text) throws Unfit {
    var skipped = new ArrayList<String>();
    for (var block : blocks(text)) {
      if (block.type().equals("CERTIFICATE")) {
        return block;
      }
      skipped.add(block.type());
    }
    if (skipped.isEmpty()) {
      throw new Unfit("tls: failed to find any PEM data in certificate input");
    }
    if (skipped.size() == 1 && skipped.getFirst().endsWith("PRIVATE KEY")) {
      throw new Unfit(
          "tls: failed to find certificate PEM data in certificate input, but did find a private"
              + " key; PEM inputs may have been switched");
    }
    throw new Unfit(
        "tls: failed to find \"CERTIFICATE\" PEM block in certificate input after skipping PEM"
            + " blocks of the following types: ["
            + String.join(" ", skipped)
            + "]");
  }

  private static Block key(String text) throws Unfit {
    var skipped = new ArrayList<String>();
    for (var block : blocks(text)) {
      if (block.type().equals("PRIVATE KEY") || block.type().endsWith(" PRIVATE KEY")) {
        return block;
      }
      skipped.add(block.type());
    }
    if (skipped.isEmpty()) {
      throw new Unfit("tls: failed to find any PEM data in key input");
    }
    if (skipped.size() == 1 && skipped.getFirst().equals("CERTIFICATE")) {
      throw new Unfit("tls: found a certificate rather than a key in the PEM for the private key");
    }
    throw new Unfit(
        "tls: failed to find PEM block with type ending in \"PRIVATE KEY\" in key input after"
            + " skipping PEM blocks of the following types: ["
            + String.join(" ", skipped)
            + "]");
  }

  private static List<Block> blocks(String text) {
    return BLOCK
        .matcher(text)
        .results()
        .map(match -> new Block(match.group(1), match.group()))
        .toList();
  }

  private static PublicKey publicKey(Block certificate) throws Unfit {
    try {
      var bytes = certificate.text().getBytes(StandardCharsets.US_ASCII);
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(bytes))
          .getPublicKey();
    } catch (GeneralSecurityException e) {
      throw new Unfit("x509: malformed certificate");
    }
  }

  private static AsymmetricKeyParameter publicParameters(PublicKey key) throws Unfit {
    try {
      return PublicKeyFactory.createKey(key.getEncoded());
    } catch (IOException e) {
      throw new Unfit("tls: unknown public key algorithm");
    }
  }

  private static AsymmetricKeyParameter privateParameters(Block key) throws Unfit {
    try (var reader = new PemReader(new StringReader(key.text()))) {
      var content = ASN1Sequence.getInstance(reader.readPemObject().getContent());
      return PrivateKeyFactory.createKey(pkcs8(content));
    } catch (IOException | RuntimeException e) {
      throw new Unfit("tls: failed to parse private key");
    }
  }

  /// Keys come as PKCS#1, SEC 1 or PKCS#8, told apart by what follows the version; the type that
  /// the block names is not trusted.
  private static PrivateKeyInfo pkcs8(ASN1Sequence key) throws IOException {
    return switch (key.getObjectAt(1)) {
      case ASN1Integer _ -> new PrivateKeyInfo(RSA, key);
      case ASN1OctetString _ -> new PrivateKeyInfo(ellipticCurve(key), key);
      default -> PrivateKeyInfo.getInstance(key);
    };
  }

  private static AlgorithmIdentifier ellipticCurve(ASN1Sequence key) {
    var curve = ECPrivateKey.getInstance(key).getParametersObject();
    return new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve);
  }
}
