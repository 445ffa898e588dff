package dev.timonier.cluster.command;

import dev.timonier.cluster.Cluster;
import dev.timonier.cluster.ClusterOptions;
import dev.timonier.cluster.ClusterOptions.Nodes;
import dev.timonier.cluster.ClusterOptions.ThisMachine;
import dev.timonier.cluster.Progress;
import dev.timonier.cluster.process.HeapPacing;
import dev.timonier.machinery.time.SystemTime;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `timonier rehearse`: a short life of a cluster while the build records what the Java machine
/// loads, so that later starts need not. Also what clients do in it alone, for a server whose Java
/// machine is recorded.
@Command(name = "rehearse", hidden = true)
final class RehearseCommand implements Callable<Integer> {
  @Mixin private DataDirectoryOption data = new DataDirectoryOption();

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "a server that runs already (default: a cluster in this process)")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "how often each request is made (default: ${DEFAULT-VALUE})",
      defaultValue = "2000")
  private int rounds;

  @Override
  public Integer call() throws Exception {
    LogFile.configureConsole();
    if (kubeconfig != null) {
      Rehearsal.play(kubeconfig, rounds);
      return 0;
    }
    var options =
        new ClusterOptions(
            data.directory(), OptionalInt.of(0), new Nodes(ThisMachine.RUNS_NONE, 1));
    try (var time = new SystemTime("heap");
        var _ = Cluster.start(options, Progress.SILENT)) {
      HeapPacing.begin(time);
      Rehearsal.play(data.directory().kubeconfig(), rounds);
    }
    return 0;
  }
}
