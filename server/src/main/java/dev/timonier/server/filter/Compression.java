package dev.timonier.server.filter;

import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import java.io.ByteArrayOutputStream;
import java.util.regex.Pattern;

/// Sends large replies as gzip to those who accept it: objects, and what tells of their resources.
/// What else the server tells is compressed by who tells it, or not at all.
final class Compression implements Handler {
  private static final Pattern SEPARATOR = Pattern.compile("\\s*,\\s*");

  private final Handler next;

  Compression(Handler next) {
    this.next = next;
  }

  @Override
  public Reply answer(ApiCall call) {
    return switch (next.answer(call)) {
      case Reply.Complete whole when isLarge(whole) && isWanted(call, whole) -> complete(whole);
      case Reply.Streamed streamed when isWanted(call, streamed) -> streamed(streamed);
      case Reply other -> other;
    };
  }

  private static boolean isLarge(Reply.Complete reply) {
    return reply.body().length > GzipSink.THRESHOLD;
  }

  private static boolean isWanted(ApiCall call, Reply reply) {
    var encodings = call.request().headers().first("Accept-Encoding").orElse("");
    return accepts(encodings)
        && call.info().path().startsWith("/api")
        && !LongRunning.is(call.info())
        && reply.headers().first("Content-Encoding").isEmpty();
  }

  /// Weights are not looked at: what has one is not accepted.
  private static boolean accepts(String encodings) {
    return encodings.contains("gzip")
        && SEPARATOR.splitAsStream(encodings.strip()).anyMatch("gzip"::equals);
  }

  private static Reply complete(Reply.Complete reply) {
    var body = new Collected(new ByteArrayOutputStream());
    var gzip = new GzipSink(body, reply.headers());
    gzip.write(reply.body());
    gzip.finish();
    return new Reply.Complete(reply.status(), reply.headers(), body.bytes().toByteArray());
  }

  private record Collected(ByteArrayOutputStream bytes) implements Reply.BodySink {
    @Override
    public void write(byte[] piece) {
      bytes.writeBytes(piece);
    }

    @Override
    public void expectSilence(Runnable whenGone) {}
  }

  /// Whether it is large shows only while it is written.
  private static Reply streamed(Reply.Streamed reply) {
    return new Reply.Streamed(
        reply.status(),
        reply.headers(),
        sink -> {
          var gzip = new GzipSink(sink, reply.headers());
          reply.writer().write(gzip);
          gzip.finish();
        });
  }
}
