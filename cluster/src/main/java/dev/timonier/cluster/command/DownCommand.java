package dev.timonier.cluster.command;

import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.DirectoryLock;
import dev.timonier.cluster.directory.Storage;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `timonier down`.
@Command(
    name = "down",
    description =
        "Stops the cluster and everything that it runs; keeps its data, unless that is in memory.")
final class DownCommand implements Runnable {
  private static final long LONGEST_SECONDS = 90;

  @Mixin private DataDirectoryOption data = new DataDirectoryOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    var directory = data.directory();
    if (directory.settings().isEmpty()) {
      throw new CommandFailure("there is no cluster in " + directory.root());
    }
    var processes = processes(directory);
    processes.forEach(DownCommand::end);
    Leftovers.remove(directory);
    var stopped = processes.isEmpty() ? "It was not running." : "Stopped.";
    spec.commandLine().getOut().println(stopped + loss(directory));
  }

  private static String loss(DataDirectory directory) {
    var isLost = directory.settings().orElseThrow().storage() instanceof Storage.Memory;
    return isLost ? " Its data was in memory and is gone." : "";
  }

  /// A node that is a process of its own ends first, while there is a server to tell.
  private static List<Long> processes(DataDirectory directory) {
    return Stream.of(DirectoryLock.nodeHolder(directory), DirectoryLock.holder(directory))
        .flatMapToLong(OptionalLong::stream)
        .distinct()
        .boxed()
        .toList();
  }

  private static void end(long pid) {
    var process = ProcessHandle.of(pid);
    if (process.isEmpty()) {
      return;
    }
    process.get().destroy();
    try {
      process.get().onExit().get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new CommandFailure("process " + pid + " does not end; see timonier logs");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted");
    }
  }
}
