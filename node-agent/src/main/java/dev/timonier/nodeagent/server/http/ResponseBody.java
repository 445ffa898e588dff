package dev.timonier.nodeagent.server.http;

import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// The body of an answer. One thread uses it.
final class ResponseBody extends OutputStream {
  private final HttpServerResponse response;
  private final Context context;
  private boolean closed;

  ResponseBody(HttpServerResponse response, Context context) {
    this.response = response;
    this.context = context;
  }

  static Buffer buffer(byte[] bytes) {
    return BufferImpl.buffer(Unpooled.wrappedBuffer(bytes));
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet});
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    var piece = buffer(Arrays.copyOfRange(bytes, offset, offset + length));
    Futures.await(context, () -> ended() ? gone() : response.write(piece));
  }

  private boolean ended() {
    return response.closed() || response.ended();
  }

  private static Future<Void> gone() {
    return Future.failedFuture("the client has gone");
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      Futures.await(context, () -> ended() ? Future.<Void>succeededFuture() : response.end());
    }
  }
}
