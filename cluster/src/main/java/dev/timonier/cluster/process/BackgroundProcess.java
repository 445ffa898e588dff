package dev.timonier.cluster.process;

import dev.timonier.cluster.Progress;
import dev.timonier.cluster.process.StartReport.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Starts this program again as a process that outlives us.
public final class BackgroundProcess {
  /// Set by the launcher's options: a file with the options of a Java machine that runs a cluster.
  private static final String OPTIONS = "timonier.cluster.options";

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

  /// The same Java, with the options of a cluster.
  private static List<String> commandLine(List<String> arguments) {
    var self = ProcessHandle.current().info();
    var line = new ArrayList<String>();
    line.add(self.command().orElseThrow(() -> new IllegalStateException("who am I?")));
    line.add("@" + Objects.requireNonNull(System.getProperty(OPTIONS), OPTIONS));
    line.add("dev.timonier.cluster.command.Main");
    line.addAll(arguments);
    return line;
  }
}
