package dev.timonier.server.proxy;

import dev.timonier.machinery.stream.ByteConnection;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes bytes between a client and a backend, both ways, until one of them has enough, or we.
final class Tunnel {
  private static final Logger LOG = LoggerFactory.getLogger(Tunnel.class);
  private static final int PIECE = 32 << 10;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ByteConnection client;
  private final Socket backend;
  private final ReentrantLock writing = new ReentrantLock();
  private final FrameBounds bounds; // guarded by the lock

  /// @param upgrade what the connection was switched to
  Tunnel(ByteConnection client, Socket backend, String upgrade) {
    this.client = client;
    this.backend = backend;
    this.bounds = FrameBounds.of(upgrade);
  }

  void run(Executor executor) {
    executor.execute(this::upstream);
    try (backend) {
      downstream();
    } catch (IOException end) {
      LOG.debug("a stream ended: {}", end.getMessage());
    }
  }

  private void downstream() throws IOException {
    var input = backend.getInputStream();
    var piece = new byte[PIECE];
    for (var count = input.read(piece); count >= 0; count = input.read(piece)) {
      writing.lock();
      try {
        client.output().write(piece, 0, count);
        bounds.passed(piece, count);
      } finally {
        writing.unlock();
      }
    }
  }

  /// When the client has gone, so must the backend's side, which the other direction waits for.
  private void upstream() {
    try (backend) {
      var input = client.input();
      var piece = new byte[PIECE];
      for (var count = input.read(piece); count >= 0; count = input.read(piece)) {
        backend.getOutputStream().write(piece, 0, count);
        backend.getOutputStream().flush();
      }
    } catch (IOException end) {
      LOG.debug("a stream ended: {}", end.getMessage());
    }
  }

  /// Ends the stream, with a word to the client unless it is too slow to hear it.
  void leave() {
    try (backend) {
      if (writing.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        sayGoodbye();
      }
    } catch (IOException gone) {
      LOG.debug("a stream ended: {}", gone.getMessage());
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    } finally {
      client.close();
    }
  }

  private void sayGoodbye() throws IOException {
    try {
      var farewell = bounds.farewell();
      if (farewell.isPresent()) {
        client.output().write(farewell.get());
      }
    } finally {
      writing.unlock();
    }
  }
}
