package dev.timonier.cluster.command;

import dev.timonier.cluster.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/// The program as a whole; its commands are in Subcommands.
@Command(
    name = "timonier",
    description = "A complete Kubernetes-compatible system.",
    mixinStandardHelpOptions = true,
    versionProvider = TimonierCommand.Versions.class,
    synopsisSubcommandLabel = "COMMAND")
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
