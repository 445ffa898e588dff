package dev.timonier.machinery.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
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
  /// @throws IllegalArgumentException when one of them is damaged
  public static List<X509Certificate> certificates(Path file) {
    try (var stream = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(stream).stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CertificateException e) {
      throw new IllegalArgumentException(file + " holds no certificates", e);
    }
  }

  /// A private key, as PKCS #8.
  ///
  /// @throws IllegalArgumentException when it is damaged, or neither EC, RSA nor Ed25519
  public static PrivateKey privateKey(Path file) {
    try {
      var text = Files.readString(file, StandardCharsets.US_ASCII);
      var content = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
      var spec = new PKCS8EncodedKeySpec(content);
      return KEY_TYPES.stream()
          .flatMap(type -> privateKey(type, spec).stream())
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(file + " holds no key of " + KEY_TYPES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<PrivateKey> privateKey(String type, PKCS8EncodedKeySpec spec) {
    try {
      return Optional.of(KeyFactory.getInstance(type).generatePrivate(spec));
    } catch (InvalidKeySpecException otherType) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java machine has them
    }
  }
}
