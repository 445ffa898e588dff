package dev.timonier.cluster.command;

import dev.timonier.cluster.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/// All commands.
@Command(
    name = "timonier",
    description = "A complete Kubernetes-compatible system.",
    mixinStandardHelpOptions = true,
    versionProvider = TimonierCommand.Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      KubeconfigCommand.class,
      LogsCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      StoreCommand.class,
      ResetCommand.class,
      ImageCommand.class,
      ApiserverCommand.class,
      SchedulerCommand.class,
      ControllerManagerCommand.class,
      NodeCommand.class,
      VersionCommand.class,
      CompletionCommand.class,
      RehearseCommand.class,
      HelpCommand.class
    })
final class TimonierCommand {
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "Timonier " + Version.TIMONIER + " (Kubernetes " + Version.KUBERNETES + ")"
      };
    }
  }
}
