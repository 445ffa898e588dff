package dev.timonier.server.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connects over the network.
public final class NetworkDialer implements Dialer {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkDialer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public Socket dial(Backend backend) throws IOException {
    var port = backend.portNumber();
    var plain = new Socket();
    try {
      plain.setTcpNoDelay(true);
      plain.connect(address(backend, port), (int) PATIENCE.toMillis());
      return switch (backend.security()) {
        case Backend.Security.None() -> plain;
        case Backend.Security.Tls tls -> secured(plain, backend, port, tls);
      };
    } catch (IOException failure) {
      close(plain);
      throw DialFailure.of(backend.at(port), failure);
    }
  }

  private static InetSocketAddress address(Backend backend, int port) throws IOException {
    var address = new InetSocketAddress(backend.host(), port);
    if (address.isUnresolved()) {
      throw new UnknownHostException(backend.host());
    }
    return address;
  }

  private static Socket secured(Socket plain, Backend backend, int port, Backend.Security.Tls tls)
      throws IOException {
    var factory = tls.context().getSocketFactory();
    var socket = (SSLSocket) factory.createSocket(plain, backend.host(), port, true);
    if (tls.name() == Backend.Name.CHECKED) {
      var parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.startHandshake();
    socket.setSoTimeout(0);
    return socket;
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException failure) {
      LOG.debug("a connection did not close: {}", failure.getMessage());
    }
  }
}
