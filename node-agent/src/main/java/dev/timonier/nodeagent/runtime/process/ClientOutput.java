package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.runtime.StandardStreams;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands a process' output to a client, which may be slow: it gets a thread of its own, and is let
/// go when it is too far behind, so that neither the event loop nor the process wait for it.
final class ClientOutput implements OutputStreams.Reader {
  private static final Logger LOG = LoggerFactory.getLogger(ClientOutput.class);
  private static final long FARTHEST_BEHIND = 16 << 20;

  private sealed interface Item {
    record Output(CriLog.Stream stream, byte[] bytes) implements Item {}

    record End() implements Item {}
  }

  private final StandardStreams streams;
  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
  private final AtomicLong behind = new AtomicLong();
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();

  ClientOutput(String name, StandardStreams streams) {
    this.streams = streams;
    Thread.ofVirtual().name(name).start(this::run);
  }

  @Override
  public void output(CriLog.Stream stream, byte[] bytes) {
    if (behind.addAndGet(bytes.length) > FARTHEST_BEHIND) {
      items.add(new Item.End());
    } else {
      items.add(new Item.Output(stream, bytes));
    }
  }

  private void run() {
    try {
      while (items.take() instanceof Item.Output output) {
        write(output);
      }
    } catch (IOException gone) {
      LOG.debug("the client takes no more output: {}", gone.getMessage());
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    } finally {
      done.complete(true);
    }
  }

  private void write(Item.Output output) throws IOException {
    var target =
        switch (output.stream) {
          case STDOUT -> streams.out();
          case STDERR -> streams.error();
        };
    if (target.isPresent()) {
      target.get().write(output.bytes);
      target.get().flush();
    }
    behind.addAndGet(-output.bytes.length);
  }

  /// Ends when all output so far was written.
  CompletableFuture<Boolean> finish() {
    items.add(new Item.End());
    return done;
  }

  /// Done when the client is gone, too.
  CompletableFuture<Boolean> done() {
    return done;
  }
}
