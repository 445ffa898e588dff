package dev.timonier.cluster.command;

import dev.timonier.cluster.directory.DataDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// `--data-dir`, which names the cluster that a command is about.
final class DataDirectoryOption {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "${env:TIMONIER_DATA_DIR:-${sys:user.home}/.timonier}",
      description = "the cluster's directory (default: ~/.timonier)")
  private Path directory = Path.of("");

  DataDirectory directory() {
    return DataDirectory.of(directory);
  }
}
