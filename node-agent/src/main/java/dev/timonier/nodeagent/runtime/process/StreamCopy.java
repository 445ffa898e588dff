package dev.timonier.nodeagent.runtime.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies between a client and a process, each stream on a thread of its own.
final class StreamCopy {
  private static final Logger LOG = LoggerFactory.getLogger(StreamCopy.class);
  private static final int BUFFER = 32 << 10;

  /// Takes bytes.
  interface Target {
    void write(byte[] bytes, int length) throws IOException;
  }

  private StreamCopy() {}

  /// Copies what comes until it ends, as it comes; what nobody wants is read all the same. When the
  /// target fails, the process that writes is told: its pipe is broken.
  static CompletableFuture<Boolean> output(
      String name, InputStream from, Optional<OutputStream> to) {
    var target = to.orElse(OutputStream.nullOutputStream());
    var done = new CompletableFuture<Boolean>();
    start(
        name,
        from,
        (bytes, length) -> {
          target.write(bytes, 0, length);
          target.flush();
        },
        () -> {
          close(from);
          done.complete(true);
        });
    return done;
  }

  private static void close(InputStream from) {
    try {
      from.close();
    } catch (IOException failure) {
      LOG.debug("a stream does not close: {}", failure.getMessage());
    }
  }

  /// Copies until the source ends or the target takes no more.
  static void start(String name, InputStream from, Target to, Runnable atEnd) {
    Thread.ofPlatform()
        .name(name)
        .daemon()
        .start(
            () -> {
              copy(from, to);
              atEnd.run();
            });
  }

  private static void copy(InputStream from, Target to) {
    var buffer = new byte[BUFFER];
    try {
      for (var length = from.read(buffer); length >= 0; length = from.read(buffer)) {
        to.write(buffer, length);
      }
    } catch (IOException closed) {
      LOG.debug("stream ended: {}", closed.getMessage());
    }
  }
}
