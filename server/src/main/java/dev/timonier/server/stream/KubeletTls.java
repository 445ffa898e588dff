package dev.timonier.server.stream;

import dev.timonier.machinery.tls.OneIdentity;
import dev.timonier.machinery.tls.PemFiles;
import dev.timonier.server.proxy.AnyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Makes TLS for connections to kubelets out of PEM files.
final class KubeletTls {
  private KubeletTls() {}

  static SSLContext context(KubeletAccess access) {
    return context(access, access.authority());
  }

  /// As above, whoever has signed the kubelets' certificates.
  static SSLContext unverified(KubeletAccess access) {
    return context(access, Optional.empty());
  }

  private static SSLContext context(KubeletAccess access, Optional<Path> authority) {
    try {
      var context = SSLContext.getInstance("TLS");
      var own = OneIdentity.read(access.certificate(), access.key());
      context.init(new KeyManager[] {own}, trust(authority), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no TLS with " + access, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TrustManager[] trust(Optional<Path> authority)
      throws GeneralSecurityException, IOException {
    if (authority.isEmpty()) {
      return new TrustManager[] {new AnyServer()};
    }
    var authorities = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    authorities.init(trusted(authority.get()));
    return authorities.getTrustManagers();
  }

  private static KeyStore trusted(Path authorities) throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("JKS");
    store.load(null, null);
    for (var certificate : PemFiles.certificates(authorities)) {
      store.setCertificateEntry("authority-" + store.size(), certificate);
    }
    return store;
  }
}
