package dev.timonier.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;
import java.util.regex.Pattern;

/// Answers what is no HTTP, or has too much of a head, as Go's server does, and hangs up.
final class InvalidRequests {
  private static final String BAD = "400 Bad Request";
  private static final String TRAILER = "Trailer";
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9!$%&()*+,\\-.:;='\\[\\]_~]*");
  private static final ListedWords CONTINUE = ListedWords.of("100-continue");
  private static final ListedWords FRAMING =
      ListedWords.of("transfer-encoding", "trailer", "content-length");

  private InvalidRequests() {}

  /// @param status with its words, as the first line has them
  /// @param headers what the reply says besides that the connection ends
  /// @param text the body
  record Refusal(String status, String headers, String text) {
    static Refusal of(String text) {
      return new Refusal(text, text);
    }

    Refusal(String status, String text) {
      this(status, "Content-Type: text/plain; charset=utf-8", text);
    }
  }

  /// What cannot be read.
  static void refuse(HttpServerRequest request) {
    refuse(
        request,
        switch (request.decoderResult().cause()) {
          case TooLongHttpHeaderException _, TooLongHttpLineException _ ->
              Refusal.of("431 Request Header Fields Too Large");
          case GoRequestDecoder.UnsupportedVersion _ ->
              Refusal.of("505 HTTP Version Not Supported: unsupported protocol version");
          case GoRequestDecoder.InvalidName _ -> Refusal.of(BAD + ": invalid header name");
          case null, default -> Refusal.of(BAD);
        });
  }

  /// What is wrong with a request that can be read.
  static Optional<Refusal> fault(HttpServerRequest request) {
    return switch (request.version()) {
      case HTTP_1_0 -> expectationFault(request);
      case HTTP_1_1 ->
          encodingFault(request)
              .or(() -> trailerFault(request))
              .or(() -> hostFault(request))
              .or(() -> expectationFault(request));
      case HTTP_2 -> Optional.empty();
    };
  }

  /// There is one thing that can be expected.
  private static Optional<Refusal> expectationFault(HttpServerRequest request) {
    var expected = request.headers().get(HttpHeaders.EXPECT);
    return expected == null || expected.isEmpty() || CONTINUE.isIn(expected)
        ? Optional.empty()
        : Optional.of(new Refusal("417 Expectation Failed", "Content-Length: 0", ""));
  }

  /// Whether the client sends the body only when it is told to.
  static boolean holdsBodyBack(HttpServerRequest request) {
    var expected = request.headers().get(HttpHeaders.EXPECT);
    return expected != null
        && CONTINUE.isIn(expected)
        && request.version() != HttpVersion.HTTP_1_0
        && hasBody(request);
  }

  private static boolean hasBody(HttpServerRequest request) {
    var length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    return length == null
        ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
            || (request.version() == HttpVersion.HTTP_2 && !request.isEnded())
        : !length.equals("0");
  }

  private static Optional<Refusal> encodingFault(HttpServerRequest request) {
    var encodings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
    return encodings.isEmpty()
            || (encodings.size() == 1 && encodings.getFirst().equalsIgnoreCase("chunked"))
        ? Optional.empty()
        : Optional.of(new Refusal("501 Not Implemented", "Unsupported transfer encoding"));
  }

  /// What may not come behind a body may not be announced.
  private static Optional<Refusal> trailerFault(HttpServerRequest request) {
    var chunked = request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    return chunked && FRAMING.isIn(announced(request))
        ? Optional.of(Refusal.of(BAD))
        : Optional.empty();
  }

  private static String announced(HttpServerRequest request) {
    return String.join(",", request.headers().getAll(TRAILER));
  }

  private static Optional<Refusal> hostFault(HttpServerRequest request) {
    var hosts = request.headers().getAll(HttpHeaders.HOST);
    return switch (hosts.size()) {
      case 0 ->
          isPreface(request) || request.method().equals(HttpMethod.CONNECT)
              ? Optional.empty()
              : Optional.of(Refusal.of(BAD + ": missing required Host header"));
      case 1 ->
          HOST.matcher(hosts.getFirst()).matches()
              ? Optional.empty()
              : Optional.of(Refusal.of(BAD + ": malformed Host header"));
      default -> Optional.of(Refusal.of(BAD));
    };
  }

  /// Of HTTP/2, with nothing added.
  static boolean isPreface(HttpServerRequest request) {
    return request.uri().equals("*")
        && request.method().name().equals("PRI")
        && request.headers().isEmpty();
  }

  static void refuse(HttpServerRequest request, Refusal refusal) {
    var reply =
        "HTTP/1.1 "
            + refusal.status
            + "\r\n"
            + refusal.headers
            + "\r\nConnection: close\r\n\r\n"
            + refusal.text;
    ((ConnectionBase) request.connection())
        .channel()
        .pipeline()
        .context(HttpFront.BELOW_HTTP)
        .writeAndFlush(Unpooled.copiedBuffer(reply, US_ASCII))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
