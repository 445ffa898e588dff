package dev.timonier.nodeagent.action;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// Opens TCP connections.
public final class TcpConnections {
  private TcpConnections() {}

  /// Whether someone accepts a connection.
  public static Outcome open(String host, int port, Duration timeout) {
    try (var _ = connect(host, port, timeout)) {
      return new Outcome.Succeeded("");
    } catch (IOException e) {
      return new Outcome.Failed(complaint(host, port, e));
    }
  }

  static Socket connect(String host, int port, Duration timeout) throws IOException {
    var socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), Math.toIntExact(timeout.toMillis()));
      socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// As Go says it.
  static String complaint(String host, int port, IOException failure) {
    var cause =
        switch (failure) {
          case SocketTimeoutException _ -> "i/o timeout";
          case NoRouteToHostException _ -> "connect: no route to host";
          case ConnectException _ -> "connect: connection refused";
          default -> String.valueOf(failure.getMessage());
        };
    return "dial tcp " + host + ":" + port + ": " + cause;
  }
}
