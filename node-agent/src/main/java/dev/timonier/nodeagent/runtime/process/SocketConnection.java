package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.linux.Namespaces;
import dev.timonier.nodeagent.runtime.PortConnection;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/// A connection to a port of a pod: a socket belongs to the network namespace of the thread that
/// made it, wherever it is used.
final class SocketConnection implements PortConnection {
  private final SocketChannel channel;

  private SocketConnection(SocketChannel channel) {
    this.channel = channel;
  }

  /// @param network file of the network namespace; the machine's when empty
  static SocketConnection open(Optional<Path> network, int port) {
    try {
      return new SocketConnection(
          network.isPresent()
              ? Namespaces.in(network.get().toString(), Linux.CLONE_NEWNET, () -> connect(port))
              : connect(port));
    } catch (IOException failure) {
      throw new RuntimeFailure(
          "failed to connect to localhost:" + port + " inside namespace: " + failure.getMessage(),
          failure);
    }
  }

  private static SocketChannel connect(int port) throws IOException {
    try {
      return connect(StandardProtocolFamily.INET, "127.0.0.1", port);
    } catch (IOException notThere) {
      try {
        return connect(StandardProtocolFamily.INET6, "::1", port);
      } catch (IOException norThere) {
        notThere.addSuppressed(norThere);
        throw notThere;
      }
    }
  }

  private static SocketChannel connect(StandardProtocolFamily family, String host, int port)
      throws IOException {
    var channel = SocketChannel.open(family);
    try {
      channel.connect(new InetSocketAddress(InetAddress.ofLiteral(host), port));
      return channel;
    } catch (IOException refused) {
      channel.close();
      throw refused;
    }
  }

  @Override
  public InputStream input() {
    return Channels.newInputStream(channel);
  }

  @Override
  public OutputStream output() {
    return Channels.newOutputStream(channel);
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
