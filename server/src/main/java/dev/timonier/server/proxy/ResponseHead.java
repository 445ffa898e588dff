package dev.timonier.server.proxy;

import dev.timonier.server.request.Headers;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The first lines of an HTTP/1.1 response. Nothing beyond them is read, because it may belong to
/// another protocol.
record ResponseHead(int status, Headers headers) {
  private static final int LONGEST_LINE = 64 << 10;
  private static final int MOST_LINES = 1000;
  private static final int LONGEST_BODY = 1 << 20;

  /// The head of the response itself: those that only inform are left out.
  static ResponseHead read(InputStream input) throws IOException {
    var head = any(input);
    while (head.status < 200 && head.status != 101) {
      head = any(input);
    }
    return head;
  }

  private static ResponseHead any(InputStream input) throws IOException {
    var parts = line(input).split(" ", 3);
    if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[0-9]{3}")) {
      throw new IOException("malformed HTTP response");
    }
    return new ResponseHead(Integer.parseInt(parts[1]), headers(input));
  }

  private static Headers headers(InputStream input) throws IOException {
    var headers = new Headers();
    for (var count = 0; count < MOST_LINES; count++) {
      var line = line(input);
      if (line.isEmpty()) {
        return headers;
      }
      var colon = line.indexOf(':');
      if (colon > 0) {
        headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    throw new IOException("too many HTTP headers");
  }

  static String line(InputStream input) throws IOException {
    var line = new ByteArrayOutputStream();
    for (var octet = input.read(); octet != '\n'; octet = input.read()) {
      if (octet < 0 || line.size() == LONGEST_LINE) {
        throw new EOFException("EOF");
      }
      line.write(octet);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /// What follows the head, up to a megabyte of it.
  byte[] body(String method, InputStream input) throws IOException {
    return BodyInput.of(method, this, input).readNBytes(LONGEST_BODY);
  }
}
