package dev.timonier.server.filter;

import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import java.io.IOException;

/// Follows a request to its end: that of its reply's body, when that is written piece by piece.
final class UnderWay {
  private UnderWay() {}

  /// Answers, and says when the request has ended, however it did.
  static Reply answer(Handler next, ApiCall call, Runnable ended) {
    Reply reply;
    try {
      reply = next.answer(call);
    } catch (RuntimeException | Error e) {
      ended.run();
      throw e;
    }
    if (reply instanceof Reply.Streamed(var status, var headers, var writer)) {
      return new Reply.Streamed(status, headers, sink -> write(writer, sink, ended));
    }
    ended.run();
    return reply;
  }

  private static void write(Reply.BodyWriter writer, Reply.BodySink sink, Runnable ended)
      throws IOException {
    try {
      writer.write(sink);
    } finally {
      ended.run();
    }
  }
}
