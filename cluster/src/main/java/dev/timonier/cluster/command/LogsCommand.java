package dev.timonier.cluster.command;

import java.io.IOException;
import java.nio.file.Files;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `timonier logs`.
@Command(name = "logs", description = "Prints the log of the cluster, or of one of its components.")
final class LogsCommand implements Runnable {
  @Mixin private DataDirectoryOption data = new DataDirectoryOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "COMPONENT",
      defaultValue = "cluster",
      description = "cluster, or a component that runs as a process of its own (default: cluster)")
  private String component = "cluster";

  @Override
  public void run() {
    var file = data.directory().log(component);
    if (!Files.exists(file)) {
      throw new CommandFailure("there is no log " + file);
    }
    try (var lines = Files.lines(file)) {
      lines.forEach(spec.commandLine().getOut()::println);
    } catch (IOException e) {
      throw new CommandFailure(file + " cannot be read: " + e.getMessage());
    }
  }
}
