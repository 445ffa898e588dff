package dev.timonier.server.stream;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import org.jspecify.annotations.Nullable;

/// Why a kubelet could not be reached, in the words that Kubernetes has for it.
final class DialFailure {
  private DialFailure() {}

  static String text(NodeEndpoint kubelet, IOException failure) {
    var dial = "dial tcp " + kubelet.authority() + ": ";
    return switch (failure) {
      case NoRouteToHostException _ -> dial + "connect: no route to host";
      case HttpConnectTimeoutException _ -> dial + "i/o timeout";
      case SocketTimeoutException _ -> dial + "i/o timeout";
      case ConnectException _ when isUnreachable(failure) -> dial + "connect: no route to host";
      case ConnectException _ -> dial + "connect: connection refused";
      case IOException _ when isUntrusted(failure) ->
          "tls: failed to verify certificate: x509: certificate signed by unknown authority";
      case IOException other -> String.valueOf(other.getMessage());
    };
  }

  /// Java's HTTP client says everything by one class, and the rest by causes.
  private static boolean isUnreachable(IOException failure) {
    return has(NoRouteToHostException.class, failure.getCause());
  }

  private static boolean isUntrusted(IOException failure) {
    return has(CertPathBuilderException.class, failure.getCause())
        || has(SignatureException.class, failure.getCause());
  }

  private static boolean has(Class<? extends Exception> type, @Nullable Throwable cause) {
    for (var next = cause; next != null; next = next.getCause()) {
      if (type.isInstance(next)) {
        return true;
      }
    }
    return false;
  }
}
