package dev.timonier.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;
import java.util.regex.Pattern;

/// Answers what is no HTTP, or has too much of a head, as Go's server does, and hangs up.
final class InvalidRequests {
  private static final String BAD = "400 Bad Request";
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9!$%&()*+,\\-.:;='\\[\\]_~]*");
  private static final Pattern CONTINUE =
      Pattern.compile("(?<![^ \\t,])100-continue(?![^ \\t,])", Pattern.CASE_INSENSITIVE);

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
          encodingFault(request).or(() -> hostFault(request)).or(() -> expectationFault(request));
      case HTTP_2 -> Optional.empty();
    };
  }

  /// There is one thing that can be expected.
  private static Optional<Refusal> expectationFault(HttpServerRequest request) {
    var expected = request.headers().get(HttpHeaders.EXPECT);
    return expected == null || expected.isEmpty() || CONTINUE.matcher(expected).find()
        ? Optional.empty()
        : Optional.of(new Refusal("417 Expectation Failed", "Content-Length: 0", ""));
  }

  private static Optional<Refusal> encodingFault(HttpServerRequest request) {
    var encodings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
    return encodings.isEmpty()
            || (encodings.size() == 1 && encodings.getFirst().equalsIgnoreCase("chunked"))
        ? Optional.empty()
        : Optional.of(new Refusal("501 Not Implemented", "Unsupported transfer encoding"));
  }

  private static Optional<Refusal> hostFault(HttpServerRequest request) {
    var hosts = request.headers().getAll(HttpHeaders.HOST);
    return switch (hosts.size()) {
      case 0 -> Optional.of(Refusal.of(BAD + ": missing required Host header"));
      case 1 ->
          HOST.matcher(hosts.getFirst()).matches()
              ? Optional.empty()
              : Optional.of(Refusal.of(BAD + ": malformed Host header"));
      default -> Optional.of(Refusal.of(BAD));
    };
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
