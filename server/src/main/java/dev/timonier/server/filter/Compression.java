package dev.timonier.server.filter;

import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;

/// Sends large replies as gzip to those who accept it and are on another machine: on this one,
/// bytes cost less than the work to save them.
final class Compression implements Handler {
  private final Handler next;

  Compression(Handler next) {
    this.next = next;
  }

  @Override
  public Reply answer(ApiCall call) {
    var reply = next.answer(call);
    if (!isWanted(call) || reply.headers().first("Content-Encoding").isPresent()) {
      return reply;
    }
    return switch (reply) {
      case Reply.Complete whole -> complete(whole);
      case Reply.Streamed streamed -> streamed(streamed);
      case Reply.Pushed _, Reply.Upgraded _ -> reply;
    };
  }

  private static boolean isWanted(ApiCall call) {
    var request = call.request();
    return request.method().equals("GET")
        && request.headers().lower("Accept-Encoding").contains("gzip")
        && !LongRunning.is(call.info())
        && !isHere(request.peer().address());
  }

  private static boolean isHere(String address) {
    try {
      return address.isEmpty() || InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return true;
    }
  }

  private static Reply complete(Reply.Complete reply) {
    if (reply.body().length <= GzipSink.THRESHOLD) {
      return reply;
    }
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
