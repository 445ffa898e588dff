package dev.timonier.nodeagent.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;

/// A connection that has asked to leave HTTP.
final class UpgradeSocket implements AutoCloseable {
  private final Socket socket;
  final String head;

  private UpgradeSocket(URI uri, SSLContext tls, String headers) throws IOException {
    socket = tls.getSocketFactory().createSocket(uri.getHost(), uri.getPort());
    var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    var request =
        "%s HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\n%s\r\n"
            .formatted(uri.getRawPath() + query, uri.getAuthority(), headers);
    output().write(("GET " + request).getBytes(StandardCharsets.US_ASCII));
    head = readHead();
  }

  static UpgradeSocket spdy(URI uri, SSLContext tls, String protocol) throws IOException {
    var headers = "Upgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: " + protocol + "\r\n";
    return new UpgradeSocket(uri, tls, headers);
  }

  static UpgradeSocket webSocket(URI uri, SSLContext tls, String protocol) throws IOException {
    var headers =
        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: ";
    return new UpgradeSocket(uri, tls, headers + protocol + "\r\n");
  }

  private String readHead() throws IOException {
    var bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      var octet = input().read();
      if (octet < 0) {
        throw new IOException("closed after " + bytes.toString(StandardCharsets.US_ASCII));
      }
      bytes.write(octet);
    }
    return bytes.toString(StandardCharsets.US_ASCII);
  }

  InputStream input() throws IOException {
    return socket.getInputStream();
  }

  OutputStream output() throws IOException {
    return socket.getOutputStream();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
