package dev.timonier.cluster.command;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `timonier completion`.
@Command(
    name = "completion",
    description = "Prints a completion script for bash and zsh: source <(timonier completion)")
final class CompletionCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    var root = spec.root().commandLine();
    spec.commandLine().getOut().println(AutoComplete.bash("timonier", root));
  }
}
