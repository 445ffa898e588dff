package dev.timonier.server.proxy;

import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Reply;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request and its answer over a connection to a backend.
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final int PIECE = 32 << 10;

  private final HttpRequest request;
  private final Socket backend;
  private final Executor executor;

  private Exchange(HttpRequest request, Socket backend, Executor executor) {
    this.request = request;
    this.backend = backend;
    this.executor = executor;
  }

  /// @param backend is closed when the answer has ended, or the client has gone
  static Exchange start(HttpRequest request, Socket backend, Executor executor) {
    request.connection().whenGone(() -> NetworkDialer.close(backend));
    return new Exchange(request, backend, executor);
  }

  /// Sends the request; the reply passes the answer's body on while it comes.
  Reply run(RequestHead head, Links links) throws IOException {
    try {
      send(head);
      var input = new BufferedInputStream(backend.getInputStream(), PIECE);
      var response = ResponseHead.read(input);
      return reply(response, BodyInput.of(request.method(), response, input), links);
    } catch (IOException failure) {
      NetworkDialer.close(backend);
      throw failure;
    }
  }

  private void send(RequestHead head) throws IOException {
    var output = new BufferedOutputStream(backend.getOutputStream(), PIECE);
    var body = OutgoingBody.of(request);
    if (body.isChunked()) {
      head.headers().asMap().remove("Content-Length");
      head.headers().set("Transfer-Encoding", "chunked");
    }
    head.write(output);
    if (!body.isEmpty()) {
      executor.execute(() -> send(body, output));
    }
  }

  /// A backend may answer before it has read all, or instead of reading: that decides, not this.
  private void send(OutgoingBody body, OutputStream output) {
    try {
      body.copyTo(output);
    } catch (OutgoingBody.ClientGone gone) {
      LOG.debug("a client has gone: {}", gone.getMessage());
      NetworkDialer.close(backend);
    } catch (IOException full) {
      LOG.debug("a backend takes no more: {}", full.getMessage());
    }
  }

  private Reply reply(ResponseHead response, InputStream body, Links links) {
    var headers = ProxyHeaders.response(response.headers());
    var location = headers.first("Location");
    if (location.isPresent()) {
      headers.set("Location", links.rewrite(location.get()));
    }
    var type = headers.first("Content-Type").orElse("").split(";", 2)[0].strip();
    if (response.status() == 204 || response.status() == 304 || isMeasured(headers)) {
      NetworkDialer.close(backend);
      return new Reply.Complete(response.status(), headers, new byte[0]);
    }
    var page = PageBody.of(headers.first("Content-Encoding").orElse(""));
    if (location.isPresent() || !type.equals("text/html") || page.isEmpty()) {
      return new Reply.Streamed(
          response.status(), headers, sink -> deliver(sink, output -> copy(body, output)));
    }
    headers.asMap().remove("Content-Length");
    return new Reply.Streamed(
        response.status(),
        headers,
        sink -> deliver(sink, output -> page.get().copy(body, output, links::rewrite)));
  }

  /// Whether the answer tells the length of a body that it does not have.
  private boolean isMeasured(Headers headers) {
    return request.method().equals("HEAD") && headers.first("Content-Length").isPresent();
  }

  /// Writes a body.
  private interface Content {
    void write(OutputStream output) throws IOException;
  }

  private void deliver(Reply.BodySink sink, Content content) throws IOException {
    sink.expectSilence(() -> NetworkDialer.close(backend));
    try (backend;
        var output = new SinkOutput(sink)) {
      content.write(output);
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    var piece = new byte[PIECE];
    for (var count = from.read(piece); count >= 0; count = from.read(piece)) {
      to.write(piece, 0, count);
      to.flush();
    }
  }

  /// Hands pieces to the client.
  private static final class SinkOutput extends OutputStream {
    private final Reply.BodySink sink;
    private final byte[] waiting = new byte[PIECE];
    private int count;

    SinkOutput(Reply.BodySink sink) {
      this.sink = sink;
    }

    @Override
    public void write(int octet) {
      if (count == PIECE) {
        flush();
      }
      waiting[count++] = (byte) octet;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      flush();
      sink.write(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    @Override
    public void flush() {
      if (count > 0) {
        sink.write(Arrays.copyOf(waiting, count));
        count = 0;
      }
    }

    @Override
    public void close() {
      flush();
    }
  }
}
