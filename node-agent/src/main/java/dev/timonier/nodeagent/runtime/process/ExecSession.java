package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.runtime.RuntimeFailure;
import dev.timonier.nodeagent.runtime.StandardStreams;
import dev.timonier.nodeagent.runtime.StreamSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A command that runs in a container without a terminal.
final class ExecSession implements StreamSession {
  private static final Logger LOG = LoggerFactory.getLogger(ExecSession.class);

  private final Process process;
  private final CompletableFuture<Integer> exit;

  private ExecSession(Process process, CompletableFuture<Integer> exit) {
    this.process = process;
    this.exit = exit;
  }

  static ExecSession start(
      Launcher launcher, ExecProgram program, Path reportFile, StandardStreams streams)
      throws IOException {
    var process = launcher.start(program.program());
    var out = StreamCopy.output("exec-out", process.getInputStream(), streams.out());
    var error = StreamCopy.output("exec-error", process.getErrorStream(), streams.error());
    input(process, streams);
    var exit =
        CompletableFuture.allOf(out, error, process.onExit())
            .handle((_, _) -> exitCode(program, reportFile));
    return new ExecSession(process, exit);
  }

  private static void input(Process process, StandardStreams streams) throws IOException {
    var in = process.getOutputStream();
    if (streams.in().isEmpty()) {
      in.close();
      return;
    }
    StreamCopy.start(
        "exec-in",
        streams.in().get(),
        (bytes, length) -> {
          in.write(bytes, 0, length);
          in.flush();
        },
        () -> close(process));
  }

  private static void close(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException failure) {
      LOG.debug("the command takes no input: {}", failure.getMessage());
    }
  }

  static int exitCode(ExecProgram program, Path reportFile) {
    try {
      var reports = Files.readAllBytes(reportFile);
      Files.delete(reportFile);
      return program.exitCode(reports);
    } catch (ExecProgram.ExecFailure | IOException failure) {
      throw new CompletionException(
          new RuntimeFailure(String.valueOf(failure.getMessage()), failure));
    }
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return exit;
  }

  @Override
  public void resize(int width, int height) {
    // nothing here has a size
  }

  /// Ends the command: closing its streams makes most of them stop; its parent tells the rest.
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
