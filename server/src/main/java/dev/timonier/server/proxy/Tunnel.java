package dev.timonier.server.proxy;

import dev.timonier.machinery.stream.ByteConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes bytes between a client and a backend, both ways, until one of them has enough.
final class Tunnel {
  static final Logger LOG = LoggerFactory.getLogger(Tunnel.class);
  private static final int PIECE = 32 << 10;

  private final Socket backend;
  private final Executor executor;

  Tunnel(Socket backend, Executor executor) {
    this.backend = backend;
    this.executor = executor;
  }

  void run(ByteConnection client) {
    executor.execute(() -> upstream(client));
    try (backend) {
      copy(backend.getInputStream(), client.output());
    } catch (IOException end) {
      LOG.debug("a stream ended: {}", end.getMessage());
    }
  }

  /// When the client has gone, so must the backend's side, which the other direction waits for.
  private void upstream(ByteConnection client) {
    try {
      copy(client.input(), backend.getOutputStream());
    } catch (IOException end) {
      LOG.debug("a stream ended: {}", end.getMessage());
    } finally {
      NetworkDialer.close(backend);
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    var piece = new byte[PIECE];
    for (var count = from.read(piece); count >= 0; count = from.read(piece)) {
      to.write(piece, 0, count);
      to.flush();
    }
  }
}
