package dev.timonier.server.http;

import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Peer;
import dev.timonier.server.request.Query;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;

/// Turns Vert.x' requests into ours.
final class IncomingRequest {
  private IncomingRequest() {}

  static HttpRequest of(
      HttpServerRequest request, IncomingBody body, HttpRequest.Connection connection) {
    var query = request.query();
    return new HttpRequest(
        request.method().name(),
        request.uri() == null ? "" : RequestTarget.path(request.method().name(), request.uri()),
        query == null ? Query.EMPTY : Query.parse(query),
        headers(request),
        peer(request),
        body,
        connection);
  }

  /// With HTTP/2, the host is no header.
  private static Headers headers(HttpServerRequest request) {
    var headers = new Headers();
    request.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
    var authority = request.authority();
    if (authority != null && headers.first("Host").isEmpty()) {
      headers.add("Host", authority.toString());
    }
    return headers;
  }

  static boolean isWebSocketUpgrade(HttpServerRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
  }

  /// To be called on the event loop, before anything of the body can arrive.
  static IncomingBody body(HttpServerRequest request, Context context) {
    return isWebSocketUpgrade(request)
        ? IncomingBody.None.of(request)
        : BodyCollector.of(request, context);
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
    var all = new ArrayList<X509Certificate>(certificates.size());
    for (var certificate : certificates) {
      all.add((X509Certificate) certificate);
    }
    return all;
  }
}
