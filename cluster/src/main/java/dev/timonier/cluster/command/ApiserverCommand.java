package dev.timonier.cluster.command;

import dev.timonier.cluster.ApiServerComponent;
import dev.timonier.cluster.Progress;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `timonier apiserver`.
@Command(
    name = "apiserver",
    description = "Runs the API server and its store as a process of their own, until Ctrl-C.",
    mixinStandardHelpOptions = true)
final class ApiserverCommand implements Runnable {
  @Mixin private DataDirectoryOption data = new DataDirectoryOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--port",
      paramLabel = "P",
      description = "the port (default: that of the last start, or 6443)")
  private @Nullable Integer port;

  @Override
  public void run() {
    LogFile.configureConsole();
    var wanted = port == null ? OptionalInt.empty() : OptionalInt.of(port);
    try (var server = ApiServerComponent.start(data.directory(), wanted, Progress.SILENT)) {
      spec.commandLine().getOut().println("The API server serves at " + server.address());
      spec.commandLine().getOut().flush();
      Foreground.run(server);
    }
  }
}
