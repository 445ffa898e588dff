package dev.timonier.cluster.command;

import java.nio.file.Files;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `timonier kubeconfig`.
@Command(name = "kubeconfig", description = "Prints the path of the administrator's kubeconfig.")
final class KubeconfigCommand implements Runnable {
  @Mixin private DataDirectoryOption data = new DataDirectoryOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    var file = data.directory().kubeconfig();
    if (!Files.exists(file)) {
      throw new CommandFailure(
          "there is no cluster in " + data.directory().root() + "; timonier up makes one");
    }
    spec.commandLine().getOut().println(file);
  }
}
