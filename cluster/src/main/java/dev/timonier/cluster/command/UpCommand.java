package dev.timonier.cluster.command;

import dev.timonier.cluster.Cluster;
import dev.timonier.cluster.ClusterOptions;
import dev.timonier.cluster.ClusterOptions.Nodes;
import dev.timonier.cluster.ClusterOptions.ThisMachine;
import dev.timonier.cluster.Progress;
import dev.timonier.cluster.UnusableMachine;
import dev.timonier.cluster.Version;
import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.DirectoryLock;
import dev.timonier.cluster.directory.NetworkClaims;
import dev.timonier.cluster.directory.UnusableDirectory;
import dev.timonier.cluster.directory.UnusableStorage;
import dev.timonier.cluster.process.BackgroundProcess;
import dev.timonier.cluster.process.Sessions;
import dev.timonier.cluster.process.StartReport;
import dev.timonier.cluster.process.StartReport.Outcome;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
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

  /// How the command tells itself that it is the process in the background.
  @Option(names = "--report", hidden = true)
  private boolean report;

  @Override
  public Integer call() {
    flags.check();
    var directory = data.directory();
    if (directory.settings().isPresent()) {
      var holder = DirectoryLock.holder(directory);
      if (holder.isPresent()) {
        spec.commandLine()
            .getOut()
            .println("The cluster runs already, as process " + holder.getAsLong() + ".");
        return 0;
      }
    }
    return foreground ? runHere(directory) : runInBackground(directory);
  }

  private int runInBackground(DataDirectory directory) {
    var out = spec.commandLine().getOut();
    out.println(
        "Timonier "
            + Version.TIMONIER
            + " (Kubernetes "
            + Version.KUBERNETES
            + ") in "
            + directory.root());
    out.flush();
    directory
        .open(new SecureRandom(), NetworkClaims.ofMachine())
        .withStorage(flags.options().storage());
    var begin = System.nanoTime();
    var outcome =
        BackgroundProcess.start(arguments(directory), directory.log("cluster"), printed(out));
    return switch (outcome) {
      case Outcome.Ready() -> {
        var took = Duration.ofNanos(System.nanoTime() - begin);
        out.println(Welcome.text(directory, took));
        yield 0;
      }
      case Outcome.Failed(var message) ->
          throw new CommandFailure(
              message.isEmpty()
                  ? "the cluster did not start; see " + directory.log("cluster")
                  : message);
    };
  }

  private List<String> arguments(DataDirectory directory) {
    var arguments = new ArrayList<>(List.of("up", "--foreground", "--report"));
    arguments.addAll(List.of("--data-dir", directory.root().toString()));
    arguments.addAll(List.of("--simulated-nodes", Integer.toString(simulatedNodes)));
    arguments.addAll(flags.arguments());
    if (noNode) {
      arguments.add("--no-node");
    }
    return arguments;
  }

  private static Progress printed(PrintWriter out) {
    return (step, detail, took) -> {
      out.printf("  %-14s %-44s %6d ms%n", step, detail, took.toMillis());
      out.flush();
    };
  }

  private int runHere(DataDirectory directory) {
    var sender = new StartReport.Sender(System.out);
    var session = CompletableFuture.runAsync(this::leaveTerminal);
    if (report) {
      LogFile.configure(directory.log("cluster"));
    } else {
      LogFile.configureConsole();
    }
    try (var cluster =
        Cluster.start(
            options(directory),
            report ? Progress.LOGGED.and(sender) : printed(spec.commandLine().getOut()))) {
      session.join();
      if (report) {
        sender.ready();
      } else {
        spec.commandLine().getOut().println("Ready: " + cluster.address());
      }
      Foreground.run(cluster);
      return 0;
    } catch (UnusableDirectory | UnusableStorage | UnusableMachine e) {
      if (report) {
        sender.failed(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  /// Beside the start, because it takes its time.
  private void leaveTerminal() {
    if (report) {
      Sessions.leaveTerminal();
    }
  }

  private ClusterOptions options(DataDirectory directory) {
    return new ClusterOptions(
        directory,
        flags.options(),
        new Nodes(noNode ? ThisMachine.RUNS_NONE : ThisMachine.RUNS_PODS, simulatedNodes));
  }
}
