package dev.timonier.cluster.command;

import dev.timonier.cluster.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `timonier controller-manager`.
@Command(
    name = "controller-manager",
    description = "Runs the controller manager as a process of its own, until Ctrl-C.",
    mixinStandardHelpOptions = true)
final class ControllerManagerCommand implements Runnable {
  @Mixin private KubeconfigOption kubeconfig = new KubeconfigOption();
  @Mixin private ControllerFlags flags = new ControllerFlags();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    LogFile.configureConsole();
    try (var component = Component.controllerManager(kubeconfig.file(), flags::addTo)) {
      spec.commandLine()
          .getOut()
          .println("The controller manager works with " + component.server());
      spec.commandLine().getOut().flush();
      Foreground.run(component);
    }
  }
}
