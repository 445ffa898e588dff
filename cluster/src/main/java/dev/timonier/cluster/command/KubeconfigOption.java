package dev.timonier.cluster.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// `--kubeconfig`, which names a component's API server and the rights it has there.
final class KubeconfigOption {
  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      required = true,
      description = "the API server and the component's credentials")
  private Path file = Path.of("");

  Path file() {
    return file;
  }
}
