package dev.timonier.nodeagent.server.command;

import dev.timonier.machinery.stream.PiecePipe;
import dev.timonier.nodeagent.runtime.StandardStreams;
import dev.timonier.nodeagent.server.command.CommandOptions.Wanted;
import dev.timonier.nodeagent.server.http.MessageSocket;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A client that is connected to a command by a WebSocket.
public final class WebSocketCommand implements CommandConnection {
  private static final Logger LOG = LoggerFactory.getLogger(WebSocketCommand.class);
  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int ERROR = 3;
  private static final int RESIZE = 4;
  private static final int MOST_WAITING = 1 << 20;

  private final Channels channels;
  private final CommandOptions options;
  private final PiecePipe input = new PiecePipe(MOST_WAITING);

  public WebSocketCommand(MessageSocket socket, CommandOptions options) {
    this.channels = new Channels(socket);
    this.options = options;
    announce();
  }

  /// An empty message tells the client that the connection stands. One that has gone already may
  /// have sent what the command is to read.
  private void announce() {
    var lowest =
        options.wants(Wanted.OUTPUT) ? STDOUT : options.wants(Wanted.ERROR) ? STDERR : ERROR;
    try {
      channels.send(lowest, new byte[0]);
    } catch (IOException gone) {
      LOG.debug("a client has gone: {}", gone.getMessage());
    }
  }

  @Override
  public StandardStreams streams() {
    return new StandardStreams(
        options.wants(Wanted.INPUT) ? Optional.of(input.input()) : Optional.empty(),
        output(Wanted.OUTPUT, STDOUT),
        output(Wanted.ERROR, STDERR));
  }

  private Optional<OutputStream> output(Wanted stream, int channel) {
    return options.wants(stream) ? Optional.of(channels.output(channel)) : Optional.empty();
  }

  @Override
  public void start(Listener listener) {
    Thread.ofVirtual().name("command-channels").start(() -> receive(listener));
  }

  private void receive(Listener listener) {
    try {
      var message = channels.receive();
      while (message.isPresent()) {
        take(message.get(), listener);
        message = channels.receive();
      }
    } catch (IOException gone) {
      LOG.debug("a client has gone: {}", gone.getMessage());
    } finally {
      input.end();
      listener.gone();
    }
  }

  private void take(ChannelProtocol.Message message, Listener listener) throws IOException {
    switch (message.channel()) {
      case STDIN -> {
        if (options.wants(Wanted.INPUT)) {
          input.put(message.content());
        }
      }
      case RESIZE ->
          TerminalSize.parse(message.content())
              .ifPresent(size -> listener.resized(size.width(), size.height()));
      case Channels.CLOSE -> {
        if (message.content().length == 1 && message.content()[0] == STDIN) {
          input.end();
        }
      }
      default -> LOG.debug("a message for channel {} is left out", message.channel());
    }
  }

  @Override
  public void finish(CommandEnd end) throws IOException {
    var message = channels.protocol().encode(end);
    if (message.length > 0) {
      channels.send(ERROR, message);
    }
  }

  @Override
  public void close() {
    channels.close();
  }
}
