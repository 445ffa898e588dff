package dev.timonier.server.http;

import dev.timonier.machinery.tls.PemFiles;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/// Lets the handshake succeed whatever certificate a client shows, as kube-apiserver does: whom we
/// trust is decided by authentication, which can answer 401. Tells clients whose certificates we
/// like.
final class AnyClientCertificate implements X509TrustManager {
  private final X509Certificate[] authorities;

  AnyClientCertificate(Path authorities) {
    this.authorities = PemFiles.certificates(authorities).toArray(X509Certificate[]::new);
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
