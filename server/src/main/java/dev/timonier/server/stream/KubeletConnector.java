package dev.timonier.server.stream;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// Opens connections to kubelets that leave HTTP: commands, attachments, forwarded ports. What the
/// client and the kubelet speak then is their affair: the server passes the bytes on. So it needs
/// to know no protocol, and a client can use each that the kubelet knows.
final class KubeletConnector {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SSLContext tls;
  private final Executor executor;

  KubeletConnector(SSLContext tls, Executor executor) {
    this.tls = tls;
    this.executor = executor;
  }

  /// Asks the kubelet to switch protocols as the client has asked us; the reply is the kubelet's,
  /// whether it has done so or not.
  ///
  /// @param path with its query
  /// @param headers of the request that concern the switch
  Reply upgrade(NodeEndpoint kubelet, String path, Headers headers) {
    var socket = connect(kubelet);
    try {
      send(socket, kubelet, "GET " + path, headers);
      var response = ResponseHead.read(socket.getInputStream());
      if (response.status() == 101) {
        socket.setSoTimeout(0);
        return new Reply.Upgraded(response.headers(), new Tunnel(socket, executor)::run);
      }
      return refused(socket, response);
    } catch (IOException failure) {
      close(socket);
      throw dialing(kubelet, failure);
    }
  }

  private SSLSocket connect(NodeEndpoint kubelet) {
    var plain = new Socket();
    try {
      plain.connect(
          new InetSocketAddress(kubelet.host(), kubelet.port()), (int) PATIENCE.toMillis());
      plain.setSoTimeout((int) PATIENCE.toMillis());
      var factory = tls.getSocketFactory();
      var socket = (SSLSocket) factory.createSocket(plain, kubelet.host(), kubelet.port(), true);
      var parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (IOException failure) {
      close(plain);
      throw dialing(kubelet, failure);
    }
  }

  private static void send(Socket socket, NodeEndpoint kubelet, String request, Headers headers)
      throws IOException {
    var text = new StringBuilder(request).append(" HTTP/1.1\r\n");
    text.append("Host: ").append(kubelet.authority()).append("\r\n");
    headers
        .asMap()
        .forEach(
            (name, values) ->
                values.forEach(v -> text.append(name).append(": ").append(v).append("\r\n")));
    var output = new BufferedOutputStream(socket.getOutputStream());
    output.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    output.flush();
  }

  private static Reply refused(Socket socket, ResponseHead response) throws IOException {
    try (socket) {
      var type = response.headers().first("Content-Type").orElse("text/plain");
      return new Reply.Complete(
          response.status(), Headers.contentType(type), response.body(socket.getInputStream()));
    }
  }

  private static RuntimeException dialing(NodeEndpoint kubelet, IOException failure) {
    return ApiErrors.plain(500, "error dialing backend: " + DialFailure.text(kubelet, failure));
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException failure) {
      Tunnel.LOG.debug("a connection did not close: {}", failure.getMessage());
    }
  }
}
