package dev.timonier.server.http;

import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/// What is no request of HTTP/2 (RFC 9113, section 8.3.1), as Go's server sees it. Its stream is
/// reset.
final class MalformedStreams {
  /// As RFC 9113, section 7, numbers it.
  static final long PROTOCOL_ERROR = 1;

  private MalformedStreams() {}

  static boolean isMalformed(HttpServerRequest request) {
    return !(namesServer(request) || (isWeb(request.scheme()) && hasTarget(request)))
        || !hasTextOnly(request);
  }

  /// `CONNECT` has neither scheme nor path.
  private static boolean namesServer(HttpServerRequest request) {
    return request.uri() == null;
  }

  private static boolean isWeb(@Nullable String scheme) {
    return "https".equals(scheme) || "http".equals(scheme);
  }

  private static boolean hasTarget(HttpServerRequest request) {
    try {
      RequestTarget.check(request.method().name(), request.uri());
      return true;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  /// What would end a line could be taken for another header by the next server.
  private static boolean hasTextOnly(HttpServerRequest request) {
    for (var header : request.headers()) {
      if (!isText(header.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isText(String value) {
    for (var at = 0; at < value.length(); at++) {
      var character = value.charAt(at);
      if (RequestTarget.isControl(character) && character != '\t') {
        return false;
      }
    }
    return true;
  }
}
