package dev.timonier.cluster.command;

import dev.timonier.cluster.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `timonier version`.
@Command(name = "version", description = "Prints the versions of Timonier and of its API.")
final class VersionCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    var out = spec.commandLine().getOut();
    out.println("Timonier:   " + Version.TIMONIER);
    out.println("Kubernetes: " + Version.KUBERNETES);
    out.println("Java:       " + Runtime.version());
  }
}
