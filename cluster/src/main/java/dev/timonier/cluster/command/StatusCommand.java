package dev.timonier.cluster.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.cluster.directory.ClusterSettings;
import dev.timonier.cluster.directory.DirectoryLock;
import dev.timonier.cluster.directory.Storage;
import dev.timonier.cluster.process.RunningProcess;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `timonier status`. Exit code 0 when the cluster runs, 3 when it does not.
@Command(
    name = "status",
    description = "Says whether the cluster runs, where, and how large it is.")
final class StatusCommand implements Callable<Integer> {
  private static final int NOT_RUNNING = 3;
  private static final long MEBIBYTE = 1 << 20;

  private enum Output {
    TEXT,
    JSON
  }

  @Mixin private DataDirectoryOption data = new DataDirectoryOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "-o", paramLabel = "json", defaultValue = "text", description = "output format")
  private Output output = Output.TEXT;

  @Override
  public Integer call() {
    var directory = data.directory();
    var settings = directory.settings();
    var holder = settings.isEmpty() ? OptionalLong.empty() : DirectoryLock.holder(directory);
    var processes =
        holder.isPresent()
            ? List.of(RunningProcess.of("cluster", holder.getAsLong()))
            : List.<RunningProcess>of();
    var address = settings.map(s -> "https://127.0.0.1:" + s.port()).orElse("");
    var storage = settings.map(ClusterSettings::storage);
    switch (output) {
      case TEXT -> printText(address, storage, processes);
      case JSON -> printJson(address, storage, processes);
    }
    return processes.isEmpty() ? NOT_RUNNING : 0;
  }

  private static String state(List<RunningProcess> processes) {
    return processes.isEmpty() ? "stopped" : "running";
  }

  private void printText(
      String address, Optional<Storage> storage, List<RunningProcess> processes) {
    var out = spec.commandLine().getOut();
    out.println("state:    " + state(processes));
    if (!address.isEmpty()) {
      out.println("address:  " + address);
    }
    storage.ifPresent(where -> out.println("storage:  " + where.kind() + ", " + where));
    for (var process : processes) {
      out.println(
          "process:  "
              + process.name()
              + ", pid "
              + process.pid()
              + ", "
              + process.residentBytes().orElse(0) / MEBIBYTE
              + " MiB");
    }
  }

  private void printJson(
      String address, Optional<Storage> storage, List<RunningProcess> processes) {
    var tree = JsonNodeFactory.instance.objectNode();
    tree.put("state", state(processes)).put("address", address);
    storage.ifPresent(where -> tree.put("storage", where.kind()));
    var array = tree.putArray("processes");
    for (var process : processes) {
      var entry = array.addObject().put("name", process.name()).put("pid", process.pid());
      process.residentBytes().ifPresent(bytes -> entry.put("residentBytes", bytes));
    }
    spec.commandLine().getOut().println(tree.toPrettyString());
  }
}
