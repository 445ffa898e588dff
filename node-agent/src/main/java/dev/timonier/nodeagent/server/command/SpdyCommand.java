package dev.timonier.nodeagent.server.command;

import dev.timonier.machinery.stream.ByteConnection;
import dev.timonier.nodeagent.runtime.StandardStreams;
import dev.timonier.nodeagent.runtime.TerminalMode;
import dev.timonier.nodeagent.server.command.CommandOptions.Wanted;
import dev.timonier.nodeagent.spdy.SpdyConnection;
import dev.timonier.nodeagent.spdy.SpdyStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A client that is connected to a command by SPDY: it opens a stream for each that it wants, one
/// for the outcome, and one for the sizes of its terminal if it has one.
public final class SpdyCommand implements CommandConnection {
  private static final Logger LOG = LoggerFactory.getLogger(SpdyCommand.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String STATUS_SINCE = "v4.channel.k8s.io";
  private static final String ERROR = "error";
  private static final String RESIZE = "resize";
  private static final Map<Wanted, String> NAMES =
      Map.of(Wanted.INPUT, "stdin", Wanted.OUTPUT, "stdout", Wanted.ERROR, "stderr");

  /// The versions that are spoken, the best first.
  public static final List<String> PROTOCOLS =
      List.of(STATUS_SINCE, "v3.channel.k8s.io", "v2.channel.k8s.io", "channel.k8s.io");

  private final SpdyConnection connection;
  private final String protocol;
  private final CommandOptions options;
  private final BlockingQueue<SpdyStream> opened = new LinkedBlockingQueue<>();
  private final Map<String, SpdyStream> streams = new HashMap<>();
  private final ClientWatch watch = new ClientWatch();

  private SpdyCommand(SpdyConnection connection, String protocol, CommandOptions options) {
    this.connection = connection;
    this.protocol = protocol;
    this.options = options;
  }

  /// Waits until the client has opened its streams.
  ///
  /// @param protocol one of those above
  public static SpdyCommand accept(ByteConnection bytes, String protocol, CommandOptions options)
      throws IOException {
    var command = new SpdyCommand(new SpdyConnection(bytes), protocol, options);
    Thread.ofVirtual().name("command-spdy").start(command::receive);
    try {
      command.awaitStreams();
      return command;
    } catch (IOException failure) {
      command.close();
      throw failure;
    }
  }

  private void receive() {
    try {
      connection.run(opened::add);
    } catch (IOException gone) {
      LOG.debug("a client has gone: {}", gone.getMessage());
    } finally {
      watch.gone();
    }
  }

  private void awaitStreams() throws IOException {
    var missing = options.streams().size() + 1;
    if (hasSizes()) {
      missing++;
    }
    for (; missing > 0; missing--) {
      var stream = next();
      streams.put(stream.header("streamType").orElse(""), stream);
    }
  }

  private SpdyStream next() throws IOException {
    try {
      var stream = opened.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (stream == null) {
        throw new IOException("timed out waiting for client to create streams");
      }
      return stream;
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupt);
    }
  }

  /// Terminals have sizes since version 3.
  private boolean hasSizes() {
    return options.terminal() == TerminalMode.TERMINAL
        && PROTOCOLS.indexOf(protocol) <= PROTOCOLS.indexOf("v3.channel.k8s.io");
  }

  @Override
  public StandardStreams streams() {
    return new StandardStreams(
        stream(Wanted.INPUT).map(SpdyStream::input),
        stream(Wanted.OUTPUT).map(SpdyStream::output),
        stream(Wanted.ERROR).map(SpdyStream::output));
  }

  private Optional<SpdyStream> stream(Wanted wanted) {
    return options.wants(wanted)
        ? Optional.ofNullable(streams.get(Objects.requireNonNull(NAMES.get(wanted))))
        : Optional.empty();
  }

  @Override
  public void start(Listener listener) {
    watch.listen(listener);
    var sizes = streams.get(RESIZE);
    if (sizes != null) {
      Thread.ofVirtual().name("command-sizes").start(() -> resize(sizes, listener));
    }
  }

  private static void resize(SpdyStream sizes, Listener listener) {
    try {
      TerminalSize.readAll(sizes.input(), size -> listener.resized(size.width(), size.height()));
    } catch (IOException malformed) {
      LOG.debug("no more sizes of the terminal: {}", malformed.getMessage());
    }
  }

  @Override
  public void finish(CommandEnd end) throws IOException {
    for (var wanted : List.of(Wanted.OUTPUT, Wanted.ERROR)) {
      var stream = stream(wanted);
      if (stream.isPresent()) {
        stream.get().output().close();
      }
    }
    var outcome = streams.get(ERROR);
    if (outcome != null) {
      try (var output = outcome.output()) {
        output.write(protocol.equals(STATUS_SINCE) ? end.asStatus() : end.asText());
      }
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
