package dev.timonier.nodeagent.server;

import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.ContainerRuntime;
import dev.timonier.nodeagent.runtime.ExecRequest;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import dev.timonier.nodeagent.runtime.StandardStreams;
import dev.timonier.nodeagent.runtime.StreamSession;
import dev.timonier.nodeagent.runtime.TerminalMode;
import dev.timonier.nodeagent.server.command.ChannelProtocol;
import dev.timonier.nodeagent.server.command.CommandConnection;
import dev.timonier.nodeagent.server.command.CommandEnd;
import dev.timonier.nodeagent.server.command.CommandOptions;
import dev.timonier.nodeagent.server.command.SpdyCommand;
import dev.timonier.nodeagent.server.command.WebSocketCommand;
import dev.timonier.nodeagent.server.http.Exchange;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/exec/…` and `/attach/…`: connects clients to commands in containers, and to the containers'
/// own processes.
final class CommandHandler implements Route {
  private static final Logger LOG = LoggerFactory.getLogger(CommandHandler.class);
  private static final Set<String> YES = Set.of("1", "true");

  private final NodePods pods;
  private final Target target;
  private final Farewell farewell;
  private final String deed;
  private final OpenStreams open;

  /// What becomes of a command that reads, when its client goes.
  private enum Farewell {
    READS_TO_ITS_END,
    ENDS
  }

  /// What to connect a client to.
  @FunctionalInterface
  interface Target {
    /// @param command empty for the container's own process
    StreamSession connect(
        ContainerId container,
        List<String> command,
        TerminalMode terminal,
        StandardStreams streams);
  }

  /// @param deed that failed, when it does
  private CommandHandler(
      NodePods pods, Target target, Farewell farewell, String deed, OpenStreams open) {
    this.pods = pods;
    this.target = target;
    this.farewell = farewell;
    this.deed = deed;
    this.open = open;
  }

  static CommandHandler exec(NodePods pods, ContainerRuntime runtime, OpenStreams open) {
    return new CommandHandler(
        pods,
        (container, command, terminal, streams) ->
            runtime.exec(container, new ExecRequest(command, terminal), streams),
        Farewell.READS_TO_ITS_END,
        "executing command in container",
        open);
  }

  static CommandHandler attach(NodePods pods, ContainerRuntime runtime, OpenStreams open) {
    return new CommandHandler(
        pods,
        (container, _, terminal, streams) -> runtime.attach(container, terminal, streams),
        Farewell.ENDS,
        "attaching to container",
        open);
  }

  @Override
  public void answer(Exchange exchange, List<String> path) throws IOException, KubeletFault {
    var container = pods.runningContainer(path);
    var options = options(exchange);
    try (var client = connect(exchange, options);
        var _ = open.track(() -> leave(client))) {
      client.finish(run(client, container, exchange.parameters("command"), options));
    }
  }

  /// Silence would look like success.
  private void leave(CommandConnection client) {
    try (client) {
      client.finish(failed(new IllegalStateException("the kubelet is shutting down")));
    } catch (IOException gone) {
      LOG.debug("a client has gone: {}", gone.getMessage());
    }
  }

  private static CommandConnection connect(Exchange exchange, CommandOptions options)
      throws IOException, KubeletFault {
    if (exchange.isWebSocketUpgrade()) {
      var best = ChannelProtocol.V5.word();
      var socket = WebSocketUpgrade.accept(exchange, best, ChannelProtocol.words());
      return new WebSocketCommand(socket, options);
    }
    var upgrade = SpdyUpgrade.accept(exchange, SpdyCommand.PROTOCOLS);
    return SpdyCommand.accept(upgrade.bytes(), upgrade.protocol(), options);
  }

  /// With a terminal, there is no error stream beside the output.
  private static CommandOptions options(Exchange exchange) throws KubeletFault {
    var streams = EnumSet.noneOf(CommandOptions.Wanted.class);
    var terminal = isSet(exchange, "tty") ? TerminalMode.TERMINAL : TerminalMode.NONE;
    if (isSet(exchange, "input")) {
      streams.add(CommandOptions.Wanted.INPUT);
    }
    if (isSet(exchange, "output")) {
      streams.add(CommandOptions.Wanted.OUTPUT);
    }
    if (isSet(exchange, "error") && terminal == TerminalMode.NONE) {
      streams.add(CommandOptions.Wanted.ERROR);
    }
    if (streams.isEmpty()) {
      throw KubeletFault.badRequest("you must specify at least 1 of stdin, stdout, stderr");
    }
    return new CommandOptions(streams, terminal);
  }

  private static boolean isSet(Exchange exchange, String flag) {
    return exchange.parameter(flag).filter(YES::contains).isPresent();
  }

  private CommandEnd run(
      CommandConnection client,
      ContainerId container,
      List<String> command,
      CommandOptions options) {
    var streams = client.streams();
    try (var session = target.connect(container, command, options.terminal(), streams)) {
      client.start(new Wires(session, options.feedsInput() ? farewell : Farewell.ENDS));
      return new CommandEnd.Exited(session.exit().join(), command.toString());
    } catch (RuntimeFailure failure) {
      return failed(failure);
    } catch (CompletionException | CancellationException failure) {
      return failed(failure.getCause() == null ? failure : failure.getCause());
    } catch (RuntimeException fault) {
      LOG.error("{} failed", deed, fault);
      return failed(fault);
    }
  }

  private CommandEnd failed(Throwable failure) {
    return new CommandEnd.Failed("error " + deed + ": " + failure.getMessage());
  }

  /// A command whose client has gone is ended: nobody could see or stop it. One that reads has the
  /// rest of its input first, which clients that upload files rely on, and ends as it likes.
  private record Wires(StreamSession session, Farewell farewell)
      implements CommandConnection.Listener {
    @Override
    public void resized(int width, int height) {
      session.resize(width, height);
    }

    @Override
    public void gone() {
      switch (farewell) {
        case ENDS -> session.close();
        case READS_TO_ITS_END -> {
          // Its input has ended, which it will see.
        }
      }
    }
  }
}
