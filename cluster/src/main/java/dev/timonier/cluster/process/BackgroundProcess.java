package dev.timonier.cluster.process;

import dev.timonier.cluster.Progress;
import dev.timonier.cluster.process.StartReport.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts this program again as a process that outlives us.
public final class BackgroundProcess {
  private BackgroundProcess() {}

  /// Starts a command in the background, and waits until it says that it is ready or has failed.
  ///
  /// @param log what the process writes to its standard error goes to the end of this file
  public static Outcome start(List<String> arguments, Path log, Progress progress) {
    try {
      Files.createDirectories(log.getParent());
      var process =
          new ProcessBuilder(commandLine(arguments))
              .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
              .redirectError(Redirect.appendTo(log.toFile()))
              .start();
      try (var report = process.inputReader()) {
        return StartReport.receive(report, progress);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same Java, with the same options and class path.
  private static List<String> commandLine(List<String> arguments) {
    var self = ProcessHandle.current().info();
    var executable = self.command().orElseThrow(() -> new IllegalStateException("who am I?"));
    var line = new ArrayList<String>();
    line.add(executable);
    line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add("dev.timonier.cluster.command.Main");
    line.addAll(arguments);
    return line;
  }
}
