package dev.timonier.server.proxy;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Believes every server: pods have certificates of their own making, as far as they have any, and
/// kube-apiserver does not check them either when it proxies, nor kubelets' when it is told no
/// `--kubelet-certificate-authority`.
public final class AnyServer extends X509ExtendedTrustManager {
  /// Made once, when the first such server is asked: to make it takes a while, and it remembers
  /// sessions.
  private static final class Shared {
    static final Backend.Security TLS = new Backend.Security.Tls(context(), Backend.Name.ANY);
  }

  /// How a server is spoken to whose certificate is not looked at.
  public static Backend.Security tls() {
    return Shared.TLS;
  }

  /// TLS for a client that shows no certificate.
  public static SSLContext context() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new AnyServer()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) {}

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
