package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.linux.KernelException;
import dev.timonier.nodeagent.linux.Terminal;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import dev.timonier.nodeagent.runtime.StandardStreams;
import dev.timonier.nodeagent.runtime.StreamSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// A command that runs in a container on a terminal of its own.
final class TerminalSession implements StreamSession {
  private final Process process;
  private final Terminal terminal;
  private final CompletableFuture<Integer> exit;

  private TerminalSession(Process process, Terminal terminal, CompletableFuture<Integer> exit) {
    this.process = process;
    this.terminal = terminal;
    this.exit = exit;
  }

  /// @param terminal belongs to the session from now on
  static TerminalSession start(
      Surroundings around,
      ExecProgram program,
      Path reportFile,
      Terminal terminal,
      StandardStreams streams)
      throws IOException {
    var process = around.launcher().start(program.program());
    process.getOutputStream().close();
    var client = new ClientOutput("exec-terminal", streams);
    var output = new OutputStreams(around.loop(), client);
    output.read(CriLog.Stream.STDOUT, terminal.descriptor());
    streams.in().ifPresent(in -> input(in, terminal));
    var exit =
        process
            .onExit()
            .thenRunAsync(output::finish, around.loop())
            .thenCompose(_ -> client.finish())
            .thenApply(_ -> ExecSession.exitCode(program, reportFile));
    return new TerminalSession(process, terminal, exit);
  }

  static void input(InputStream in, Terminal terminal) {
    StreamCopy.start(
        "terminal-in",
        in,
        (bytes, length) -> terminal.descriptor().write(bytes, 0, length),
        () -> {});
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return exit;
  }

  @Override
  public void resize(int width, int height) {
    resize(terminal, width, height);
  }

  static void resize(Terminal terminal, int width, int height) {
    try {
      terminal.resize(width, height);
    } catch (KernelException failure) {
      throw new RuntimeFailure(String.valueOf(failure.getMessage()), failure);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
