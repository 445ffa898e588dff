package dev.timonier.nodeagent.action;

import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.ContainerRuntime;
import dev.timonier.nodeagent.runtime.ExecRequest;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import dev.timonier.nodeagent.runtime.StandardStreams;
import dev.timonier.nodeagent.runtime.StreamSession;
import dev.timonier.nodeagent.runtime.TerminalMode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/// Runs commands within containers.
public final class Commands {
  private final ContainerRuntime runtime;

  public Commands(ContainerRuntime runtime) {
    this.runtime = runtime;
  }

  /// Returns when the command has ended; interrupting the thread ends it.
  public Outcome run(ContainerId container, List<String> command) throws InterruptedException {
    var output = new LimitedOutput();
    var streams = new StandardStreams(Optional.empty(), Optional.of(output), Optional.of(output));
    var request = new ExecRequest(command, TerminalMode.NONE);
    try (var session = runtime.exec(container, request, streams)) {
      return outcome(session, output);
    } catch (RuntimeFailure e) {
      return new Outcome.Unknown(String.valueOf(e.getMessage()));
    }
  }

  private static Outcome outcome(StreamSession session, LimitedOutput output)
      throws InterruptedException {
    try {
      return session.exit().get() == 0
          ? new Outcome.Succeeded(output.text())
          : new Outcome.Failed(output.text());
    } catch (ExecutionException e) {
      return new Outcome.Unknown(String.valueOf(e.getCause()));
    }
  }
}
