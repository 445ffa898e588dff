package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.runtime.ContainerConfig.StdinMode;
import dev.timonier.nodeagent.runtime.StandardStreams;
import dev.timonier.nodeagent.runtime.StreamSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A client at the streams of a container's own process.
final class AttachSession implements StreamSession {
  private static final Logger LOG = LoggerFactory.getLogger(AttachSession.class);

  private final Container container;
  private final RunningContainer running;
  private final ClientOutput client;
  private final CompletableFuture<Integer> exit;

  AttachSession(Container container, StandardStreams streams) throws IOException {
    this.container = container;
    this.running = container.running();
    this.client = new ClientOutput("attach-" + container.id().value(), streams);
    running.addReader(client);
    if (streams.in().isPresent()) {
      input(streams.in().get());
    }
    this.exit =
        CompletableFuture.anyOf(container.ended().thenCompose(_ -> client.finish()), client.done())
            .thenApply(_ -> 0);
  }

  private void input(InputStream in) throws IOException {
    var stdin = container.record().config().stdin();
    if (stdin == StdinMode.CLOSED) {
      return;
    }
    if (running.terminal().isPresent()) {
      TerminalSession.input(in, running.terminal().get());
      return;
    }
    var fifo =
        Files.newOutputStream(container.directory().resolve("stdin"), StandardOpenOption.WRITE);
    StreamCopy.start(
        "attach-in",
        in,
        (bytes, length) -> fifo.write(bytes, 0, length),
        () -> endInput(fifo, stdin));
  }

  /// With `stdinOnce`, the process' input ends with the first client's.
  private void endInput(OutputStream fifo, StdinMode stdin) {
    try {
      fifo.close();
      if (stdin == StdinMode.ONCE && container.isRunning()) {
        running.closeInput();
      }
    } catch (IOException failure) {
      LOG.debug("the container takes no input: {}", failure.getMessage());
    }
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return exit;
  }

  @Override
  public void resize(int width, int height) {
    running.terminal().ifPresent(terminal -> TerminalSession.resize(terminal, width, height));
  }

  @Override
  public void close() {
    running.removeReader(client);
    client.finish().join();
  }
}
