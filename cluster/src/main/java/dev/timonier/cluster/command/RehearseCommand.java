package dev.timonier.cluster.command;

import dev.timonier.cluster.Cluster;
import dev.timonier.cluster.ClusterOptions;
import dev.timonier.cluster.ClusterOptions.Nodes;
import dev.timonier.cluster.ClusterOptions.ThisMachine;
import dev.timonier.cluster.Progress;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `timonier rehearse`: a short life of a cluster while the build records what the Java machine
/// loads, so that later starts need not.
@Command(name = "rehearse", hidden = true)
final class RehearseCommand implements Callable<Integer> {
  @Mixin private DataDirectoryOption data = new DataDirectoryOption();

  @Override
  public Integer call() {
    LogFile.configureConsole();
    var options =
        new ClusterOptions(
            data.directory(), OptionalInt.of(0), new Nodes(ThisMachine.RUNS_NONE, 1));
    try (var cluster = Cluster.start(options, Progress.SILENT)) {
      var configMaps = cluster.client().configMaps().inNamespace("default");
      var configMap =
          new ConfigMapBuilder().withNewMetadata().withName("rehearsal").endMetadata().build();
      configMaps.resource(configMap).create();
      configMaps.list();
      configMaps.withName("rehearsal").delete();
    }
    return 0;
  }
}
