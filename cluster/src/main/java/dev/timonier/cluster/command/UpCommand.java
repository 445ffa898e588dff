package dev.timonier.cluster.command;

import dev.timonier.cluster.Cluster;
import dev.timonier.cluster.ClusterOptions;
import dev.timonier.cluster.ClusterOptions.Nodes;
import dev.timonier.cluster.ClusterOptions.ThisMachine;
import dev.timonier.cluster.Progress;
import dev.timonier.cluster.Version;
import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.DirectoryLock;
import dev.timonier.cluster.directory.NetworkClaims;
import dev.timonier.cluster.process.Background;
import dev.timonier.cluster.process.OptimizingCompiler;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `timonier up`.
@Command(name = "up", description = "Starts the cluster and returns when it is ready.")
final class UpCommand implements Callable<Integer> {
  @Mixin private DataDirectoryOption data = new DataDirectoryOption();
  @Mixin private ServerFlags flags = new ServerFlags();
  @Mixin private ServingFlags serving = new ServingFlags();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--foreground", description = "run here, until Ctrl-C, and not in the background")
  private boolean foreground;

  @Option(
      names = "--simulated-nodes",
      paramLabel = "N",
      defaultValue = "0",
      description = "nodes beside this machine whose pods run no processes")
  private int simulatedNodes;

  @Option(names = "--no-node", description = "this machine runs no pods")
  private boolean noNode;

  @Override
  public Integer call() {
    var compiler = OptimizingCompiler.holdBack();
    flags.check();
    var directory = data.directory();
    var options = options(directory);
    if (directory.settings().isPresent()) {
      var holder = DirectoryLock.holder(directory);
      if (holder.isPresent()) {
        say("The cluster runs already, as process " + holder.getAsLong() + ".");
        return 0;
      }
    }
    try (var cluster = foreground ? startHere(options) : startInBackground(options)) {
      compiler.release();
      Foreground.run(cluster);
      return 0;
    }
  }

  private Cluster startHere(ClusterOptions options) {
    LogFile.configureConsole();
    var cluster = Cluster.start(options, this::print);
    say("Ready: " + cluster.address());
    return cluster;
  }

  /// The launcher has begun this process in the background, and waits until the cluster is ready.
  private Cluster startInBackground(ClusterOptions options) {
    var directory = options.directory();
    say(title(directory));
    requireUsable(directory);
    var log = directory.log("cluster");
    LogFile.configure(log);
    var cluster = Cluster.start(options, Progress.LOGGED.and(this::print));
    say(Welcome.text(directory, Background.age()));
    Background.begin(log);
    return cluster;
  }

  private static String title(DataDirectory directory) {
    return "Timonier %s (Kubernetes %s) in %s"
        .formatted(Version.TIMONIER, Version.KUBERNETES, directory.root());
  }

  /// Before there is a log in it.
  private void requireUsable(DataDirectory directory) {
    directory
        .open(new SecureRandom(), NetworkClaims.ofMachine())
        .withStorage(flags.options().storage());
  }

  private void print(String step, String detail, Duration took) {
    var out = spec.commandLine().getOut();
    out.printf("  %-14s %-44s %6d ms%n", step, detail, took.toMillis());
    out.flush();
  }

  private void say(String text) {
    spec.commandLine().getOut().println(text);
  }

  private ClusterOptions options(DataDirectory directory) {
    return new ClusterOptions(
        directory,
        flags.options().withServing(serving.serving()),
        new Nodes(noNode ? ThisMachine.RUNS_NONE : ThisMachine.RUNS_PODS, simulatedNodes));
  }
}
