package dev.timonier.server.stream;

import dev.timonier.server.proxy.AnyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Makes TLS for connections to kubelets out of PEM files.
final class KubeletTls {
  private static final char[] NO_PASSWORD = new char[0];
  private static final List<String> KEY_TYPES = List.of("EC", "RSA", "Ed25519");

  private KubeletTls() {}

  static SSLContext context(KubeletAccess access) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keys(access), trust(access), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no TLS with " + access, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TrustManager[] trust(KubeletAccess access)
      throws GeneralSecurityException, IOException {
    if (access.authority().isEmpty()) {
      return new TrustManager[] {new AnyServer()};
    }
    var authorities = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    authorities.init(trusted(certificates(access.authority().get())));
    return authorities.getTrustManagers();
  }

  private static KeyManager[] keys(KubeletAccess access)
      throws GeneralSecurityException, IOException {
    var store = emptyStore();
    var chain = certificates(access.certificate()).toArray(Certificate[]::new);
    store.setKeyEntry("client", key(access.key()), NO_PASSWORD, chain);
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore trusted(List<Certificate> certificates)
      throws GeneralSecurityException, IOException {
    var store = emptyStore();
    for (var certificate : certificates) {
      store.setCertificateEntry("authority-" + store.size(), certificate);
    }
    return store;
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static List<Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    try (var stream = Files.newInputStream(file)) {
      return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(stream));
    }
  }

  private static PrivateKey key(Path file) throws GeneralSecurityException, IOException {
    var text = Files.readString(file, StandardCharsets.US_ASCII);
    var content = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
    var spec = new PKCS8EncodedKeySpec(content);
    for (var type : KEY_TYPES) {
      var key = key(type, spec);
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw new InvalidKeySpecException(file + " is none of " + KEY_TYPES);
  }

  private static Optional<PrivateKey> key(String type, PKCS8EncodedKeySpec spec)
      throws GeneralSecurityException {
    try {
      return Optional.of(KeyFactory.getInstance(type).generatePrivate(spec));
    } catch (InvalidKeySpecException otherType) {
      return Optional.empty();
    }
  }
}
