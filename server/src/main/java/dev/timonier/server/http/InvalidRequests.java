package dev.timonier.server.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;

/// Answers what is no HTTP, or has too much of a head, as Go's server does, and hangs up.
final class InvalidRequests {
  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 431;

  private InvalidRequests() {}

  static void refuse(HttpServerRequest request) {
    switch (request.decoderResult().cause()) {
      case TooLongHttpHeaderException _, TooLongHttpLineException _ ->
          refuse(request, TOO_LARGE, "431 Request Header Fields Too Large");
      case null, default -> refuse(request, BAD_REQUEST, "400 Bad Request");
    }
  }

  /// What is wrong with a request that can be read.
  static Optional<String> fault(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_1_1) {
      return Optional.empty();
    }
    return switch (request.headers().getAll(HttpHeaders.HOST).size()) {
      case 0 -> Optional.of("missing required Host header");
      case 1 -> Optional.empty();
      default -> Optional.of("too many Host headers");
    };
  }

  static void refuse(HttpServerRequest request, String fault) {
    refuse(request, BAD_REQUEST, "400 Bad Request: " + fault);
  }

  private static void refuse(HttpServerRequest request, int status, String text) {
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end(text)
        .onComplete(_ -> request.connection().close());
  }
}
