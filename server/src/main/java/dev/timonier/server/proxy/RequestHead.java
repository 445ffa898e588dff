package dev.timonier.server.proxy;

import dev.timonier.server.request.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// The first lines of an HTTP/1.1 request.
///
/// @param target encoded path, and query with its question mark
/// @param headers with the host
public record RequestHead(String method, String target, Headers headers) {
  void write(OutputStream output) throws IOException {
    var text = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    headers
        .asMap()
        .forEach(
            (name, values) ->
                values.forEach(v -> text.append(name).append(": ").append(v).append("\r\n")));
    output.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    output.flush();
  }
}
