package dev.timonier.server.proxy;

import java.io.IOException;
import java.io.InputStream;

/// The body of an HTTP/1.1 response. Reading fails if the connection ends before the body does.
abstract sealed class BodyInput extends InputStream {
  final InputStream input;

  BodyInput(InputStream input) {
    this.input = input;
  }

  /// @param method of the request
  /// @param input after the head
  static InputStream of(String method, ResponseHead head, InputStream input) {
    if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
      return InputStream.nullInputStream();
    }
    if (head.headers().lower("Transfer-Encoding").equals("chunked")) {
      return new Chunked(input);
    }
    var length = head.headers().first("Content-Length").filter(text -> text.matches("[0-9]{1,18}"));
    return length.<InputStream>map(text -> new Counted(input, Long.parseLong(text))).orElse(input);
  }

  /// How many bytes can be taken now; 0 at the end.
  abstract long ready() throws IOException;

  abstract void taken(int count);

  @Override
  public int read() throws IOException {
    var octet = new byte[1];
    return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    var ready = ready();
    if (ready == 0) {
      return -1;
    }
    var count = input.read(target, offset, (int) Math.min(length, ready));
    if (count < 0) {
      throw new IOException("unexpected EOF");
    }
    taken(count);
    return count;
  }

  /// Of known length.
  private static final class Counted extends BodyInput {
    private long rest;

    Counted(InputStream input, long length) {
      super(input);
      this.rest = length;
    }

    @Override
    long ready() {
      return rest;
    }

    @Override
    void taken(int count) {
      rest -= count;
    }
  }

  /// In pieces, each with its length before it; trailers are left out.
  private static final class Chunked extends BodyInput {
    private static final int MOST_TRAILERS = 1000;

    private long rest;
    private boolean begun;
    private boolean ended;

    Chunked(InputStream input) {
      super(input);
    }

    @Override
    long ready() throws IOException {
      if (rest == 0 && !ended) {
        if (begun) {
          ResponseHead.line(input);
        }
        begun = true;
        rest = size(ResponseHead.line(input));
        if (rest == 0) {
          ended = true;
          skipTrailers();
        }
      }
      return rest;
    }

    private static long size(String line) throws IOException {
      var text = line.split(";", 2)[0].strip();
      if (!text.matches("[0-9A-Fa-f]{1,15}")) {
        throw new IOException("invalid byte in chunk length");
      }
      return Long.parseLong(text, 16);
    }

    private void skipTrailers() throws IOException {
      for (var i = 0; i < MOST_TRAILERS; i++) {
        if (ResponseHead.line(input).isEmpty()) {
          return;
        }
      }
      throw new IOException("too many trailers");
    }

    @Override
    void taken(int count) {
      rest -= count;
    }
  }
}
