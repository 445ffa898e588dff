package dev.timonier.cluster.command;

import dev.timonier.cluster.Component;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `timonier controller-manager`.
@Command(
    name = "controller-manager",
    description = "Runs the controller manager as a process of its own, until Ctrl-C.",
    mixinStandardHelpOptions = true)
final class ControllerManagerCommand implements Callable<Integer> {
  @Mixin private KubeconfigOption kubeconfig = new KubeconfigOption();
  @Mixin private ControllerFlags flags = new ControllerFlags();
  @Mixin private LeaderElectionFlags election = new LeaderElectionFlags();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    LogFile.configureConsole();
    try (var component =
        Component.controllerManager(kubeconfig.file(), flags::addTo, election::of)) {
      spec.commandLine()
          .getOut()
          .println("The controller manager works with " + component.server());
      spec.commandLine().getOut().flush();
      return Foreground.run(component, component.replaced());
    }
  }
}
