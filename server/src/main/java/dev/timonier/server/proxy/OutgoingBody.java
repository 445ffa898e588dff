package dev.timonier.server.proxy;

import dev.timonier.server.request.HttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;

/// The body of a request on its way to the backend: as long as the client says, or in chunks when
/// it does not.
final class OutgoingBody {
  private static final int PIECE = 32 << 10;
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final InputStream input;
  private final Form form;

  private enum Form {
    NONE,
    COUNTED,
    CHUNKED
  }

  /// The client has gone before the body's end.
  static final class ClientGone extends IOException {
    private static final long serialVersionUID = 1;

    ClientGone(IOException cause) {
      super(cause);
    }
  }

  private OutgoingBody(InputStream input, Form form) {
    this.input = input;
    this.form = form;
  }

  static OutgoingBody of(HttpRequest request) throws IOException {
    var headers = request.headers();
    var length = headers.first("Content-Length");
    if (headers.lower("Transfer-Encoding").contains("chunked")) {
      return new OutgoingBody(request.body().stream(), Form.CHUNKED);
    }
    if (length.isPresent()) {
      return new OutgoingBody(
          request.body().stream(), length.get().equals("0") ? Form.NONE : Form.COUNTED);
    }
    return untold(request.body().stream());
  }

  /// HTTP/2 need not say whether there is a body.
  private static OutgoingBody untold(InputStream body) throws IOException {
    var input = new PushbackInputStream(body);
    var first = input.read();
    if (first < 0) {
      return new OutgoingBody(input, Form.NONE);
    }
    input.unread(first);
    return new OutgoingBody(input, Form.CHUNKED);
  }

  boolean isEmpty() {
    return form == Form.NONE;
  }

  boolean isChunked() {
    return form == Form.CHUNKED;
  }

  void copyTo(OutputStream output) throws IOException {
    var piece = new byte[PIECE];
    for (var count = read(piece); count >= 0; count = read(piece)) {
      if (isChunked()) {
        output.write((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      }
      output.write(piece, 0, count);
      if (isChunked()) {
        output.write(LINE_END);
      }
      output.flush();
    }
    if (isChunked()) {
      output.write(LAST_CHUNK);
    }
    output.flush();
  }

  private int read(byte[] piece) throws ClientGone {
    try {
      return input.read(piece);
    } catch (IOException gone) {
      throw new ClientGone(gone);
    }
  }
}
