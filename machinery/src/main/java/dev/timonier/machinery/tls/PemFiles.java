package dev.timonier.machinery.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Reads certificates and keys.
public final class PemFiles {
  private static final List<String> KEY_TYPES = List.of("EC", "RSA", "Ed25519");

  private PemFiles() {}

  /// All certificates of a file, in its order.
  ///
  /// @throws GeneralSecurityException when one of them is damaged
  public static List<X509Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    try (var stream = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(stream).stream()
          .map(X509Certificate.class::cast)
          .toList();
    }
  }

  /// A private key, as PKCS #8.
  ///
  /// @throws GeneralSecurityException when it is damaged, or neither EC, RSA nor Ed25519
  public static PrivateKey privateKey(Path file) throws GeneralSecurityException, IOException {
    var text = Files.readString(file, StandardCharsets.US_ASCII);
    var content = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
    var spec = new PKCS8EncodedKeySpec(content);
    for (var type : KEY_TYPES) {
      var key = privateKey(type, spec);
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw new InvalidKeySpecException(file + " is none of " + KEY_TYPES);
  }

  private static Optional<PrivateKey> privateKey(String type, PKCS8EncodedKeySpec spec)
      throws GeneralSecurityException {
    try {
      return Optional.of(KeyFactory.getInstance(type).generatePrivate(spec));
    } catch (InvalidKeySpecException otherType) {
      return Optional.empty();
    }
  }
}
