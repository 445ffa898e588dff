package dev.timonier.cluster.command;

import dev.timonier.cluster.Component;
import dev.timonier.cluster.node.Machine;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `timonier node`.
@Command(
    name = "node",
    description = "Runs this machine's node as a process of its own, until Ctrl-C.",
    mixinStandardHelpOptions = true)
final class NodeCommand implements Runnable {
  @Mixin private KubeconfigOption kubeconfig = new KubeconfigOption();
  @Mixin private DataDirectoryOption data = new DataDirectoryOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--proxy-kubeconfig",
      paramLabel = "FILE",
      description = "the service proxy's credentials (default: proxy.kubeconfig beside the node's)")
  private @Nullable Path proxyKubeconfig;

  @Option(
      names = "--node-name",
      paramLabel = "NAME",
      description = "the node's name (default: this machine's host name)")
  private @Nullable String name;

  @Override
  public void run() {
    LogFile.configureConsole();
    var node = Optional.ofNullable(name).orElseGet(Machine::nodeName);
    var file = kubeconfig.file();
    var proxy =
        Optional.ofNullable(proxyKubeconfig)
            .orElseGet(() -> file.resolveSibling("proxy.kubeconfig"));
    try (var component = Component.node(file, proxy, data.directory(), node)) {
      spec.commandLine().getOut().println("Node " + node + " works with " + component.server());
      spec.commandLine().getOut().flush();
      Foreground.run(component);
    }
  }
}
