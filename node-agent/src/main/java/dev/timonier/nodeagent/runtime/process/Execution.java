package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.linux.Terminal;
import dev.timonier.nodeagent.runtime.ExecRequest;
import dev.timonier.nodeagent.runtime.StandardStreams;
import dev.timonier.nodeagent.runtime.StreamSession;
import dev.timonier.nodeagent.runtime.TerminalMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.UUID;

/// Starts further commands in one container.
final class Execution {
  private final Surroundings around;
  private final Container container;
  private final long process;

  Execution(Surroundings around, Container container) {
    this.around = around;
    this.container = container;
    this.process = container.running().started().process();
  }

  StreamSession start(ExecRequest request, StandardStreams streams) throws IOException {
    if (request.command().isEmpty()) {
      throw new IOException("args must not be empty");
    }
    return switch (request.terminal()) {
      case NONE -> startPlain(request, streams);
      case TERMINAL -> startOnTerminal(request, streams);
    };
  }

  private StreamSession startPlain(ExecRequest request, StandardStreams streams)
      throws IOException {
    var file = reportFile();
    var program = program(request, OptionalInt.empty(), file);
    return ExecSession.start(around.launcher(), program, file, streams);
  }

  private StreamSession startOnTerminal(ExecRequest request, StandardStreams streams)
      throws IOException {
    var file = reportFile();
    var terminal = Terminal.open("/proc/" + process + "/root");
    try {
      var program = program(request, OptionalInt.of(terminal.number()), file);
      return TerminalSession.start(around, program, file, terminal, streams);
    } catch (IOException failure) {
      terminal.close();
      throw failure;
    }
  }

  private ExecProgram program(ExecRequest request, OptionalInt terminal, Path reportFile) {
    var record = container.record();
    var mode = terminal.isPresent() ? TerminalMode.TERMINAL : TerminalMode.NONE;
    return new ExecProgram(
        process,
        around.controlGroups().joinFiles(record.controlGroup()),
        record.process().running(request.command(), mode),
        around.lastCapability(),
        terminal,
        reportFile);
  }

  private Path reportFile() {
    return container.directory().resolve("exec-" + UUID.randomUUID());
  }
}
