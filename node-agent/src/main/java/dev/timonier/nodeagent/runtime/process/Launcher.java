package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.linux.Architecture;
import dev.timonier.nodeagent.linux.Descriptor;
import dev.timonier.nodeagent.linux.MemoryFile;
import dev.timonier.nodeagent.runtime.process.program.Executable;
import dev.timonier.nodeagent.runtime.process.program.SystemCallProgram;
import java.io.IOException;

/// Starts processes that work off a [SystemCallProgram]. Their executable is a file in memory that
/// nobody can change: a container's process that gets hold of it, as `/proc/…/exe`, can do no harm.
final class Launcher implements AutoCloseable {
  private final Descriptor executable;

  Launcher() throws IOException {
    executable = MemoryFile.sealed("timonier", Executable.of(Architecture.current()));
  }

  /// Starts a process; the rest of its standard input is the caller's.
  Process start(SystemCallProgram program) throws IOException {
    var path = "/proc/" + ProcessHandle.current().pid() + "/fd/" + executable.number();
    var builder = new ProcessBuilder(path);
    builder.environment().clear();
    var process = builder.start();
    try {
      var in = process.getOutputStream();
      in.write(program.encode(Architecture.current()));
      in.flush();
      return process;
    } catch (IOException | RuntimeException failure) {
      process.destroyForcibly();
      throw failure;
    }
  }

  /// Runs a program until nobody can write to its standard output any more.
  ///
  /// @return what it wrote there
  byte[] run(SystemCallProgram program) throws IOException {
    var process = start(program);
    try (var out = process.getInputStream()) {
      process.getOutputStream().close();
      return out.readAllBytes();
    }
  }

  @Override
  public void close() {
    executable.close();
  }
}
