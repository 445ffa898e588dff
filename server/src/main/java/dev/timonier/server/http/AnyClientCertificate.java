package dev.timonier.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/// Lets the handshake succeed whatever certificate a client shows, as kube-apiserver does: whom we
/// trust is decided by authentication, which can answer 401. Tells clients whose certificates we
/// like.
final class AnyClientCertificate implements X509TrustManager {
  private final X509Certificate[] authorities;

  AnyClientCertificate(Path authorities) {
    try (var stream = Files.newInputStream(authorities)) {
      this.authorities =
          CertificateFactory.getInstance("X.509").generateCertificates(stream).stream()
              .map(X509Certificate.class::cast)
              .toArray(X509Certificate[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CertificateException e) {
      throw new IllegalArgumentException(authorities + " holds no certificates", e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("not a client");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.clone();
  }
}
