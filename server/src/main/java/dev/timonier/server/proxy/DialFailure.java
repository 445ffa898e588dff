package dev.timonier.server.proxy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why a connection did not come about, in the words that users of Kubernetes know: `dial tcp
/// 10.0.0.1:80: connect: connection refused`.
public final class DialFailure {
  private DialFailure() {}

  static IOException unknownPort(String port) {
    return new IOException("dial tcp: lookup tcp/" + port + ": unknown port");
  }

  static IOException of(Backend backend, IOException cause) {
    return new IOException(text(backend, cause), cause);
  }

  /// @param backend with its port
  public static String text(Backend backend, IOException failure) {
    var dial = "dial tcp " + backend.authority() + ": ";
    return switch (failure) {
      case UnknownHostException _ -> "dial tcp: lookup " + backend.host() + ": no such host";
      case NoRouteToHostException _ -> dial + "connect: no route to host";
      case HttpConnectTimeoutException _ -> dial + "i/o timeout";
      case SocketTimeoutException _ -> dial + "i/o timeout";
      case ConnectException _ when has(NoRouteToHostException.class, failure.getCause()) ->
          dial + "connect: no route to host";
      case ConnectException _ when says("network is unreachable", failure) ->
          dial + "connect: network is unreachable";
      case ConnectException _ -> dial + "connect: connection refused";
      case IOException _ when isUntrusted(failure) ->
          "tls: failed to verify certificate: x509: certificate signed by unknown authority";
      case IOException _ when says("unrecognized ssl message", failure) ->
          "http: server gave HTTP response to HTTPS client";
      case IOException other -> String.valueOf(other.getMessage());
    };
  }

  private static boolean says(String words, IOException failure) {
    return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains(words);
  }

  private static boolean isUntrusted(IOException failure) {
    return has(CertPathBuilderException.class, failure.getCause())
        || has(SignatureException.class, failure.getCause());
  }

  /// Java's HTTP client says everything by one class, and the rest by causes.
  private static boolean has(Class<? extends Exception> type, @Nullable Throwable cause) {
    for (var next = cause; next != null; next = next.getCause()) {
      if (type.isInstance(next)) {
        return true;
      }
    }
    return false;
  }
}
