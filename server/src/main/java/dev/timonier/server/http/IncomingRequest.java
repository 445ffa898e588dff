package dev.timonier.server.http;

import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Peer;
import dev.timonier.server.request.Query;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;

/// Turns Vert.x' requests into ours.
final class IncomingRequest {
  private static final byte[] NO_BODY = new byte[0];

  private IncomingRequest() {}

  static HttpRequest of(HttpServerRequest request) {
    var headers = new Headers();
    request.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
    var query = request.query();
    return new HttpRequest(
        request.method().name(),
        request.path() == null ? "/" : request.path(),
        query == null ? Query.EMPTY : Query.parse(query),
        headers,
        peer(request),
        body(request),
        () -> isWebSocketUpgrade(request));
  }

  static boolean isWebSocketUpgrade(HttpServerRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
  }

  /// A request for a WebSocket has no body, and must not end before it has become one.
  private static Supplier<byte[]> body(HttpServerRequest request) {
    if (isWebSocketUpgrade(request)) {
      request.pause();
      return () -> NO_BODY;
    }
    return BodyCollector.of(request)::await;
  }

  private static Peer peer(HttpServerRequest request) {
    var address = request.remoteAddress();
    return new Peer(address == null ? "" : address.hostAddress(), certificates(request));
  }

  private static List<X509Certificate> certificates(HttpServerRequest request) {
    try {
      var certificates = request.connection().peerCertificates();
      return certificates == null ? List.of() : x509(certificates);
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
  }

  private static List<X509Certificate> x509(List<Certificate> certificates) {
    return certificates.stream().map(X509Certificate.class::cast).toList();
  }
}
