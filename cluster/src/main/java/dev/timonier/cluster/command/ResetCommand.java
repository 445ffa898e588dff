package dev.timonier.cluster.command;

import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.DirectoryLock;
import dev.timonier.cluster.directory.NetworkClaims;
import dev.timonier.cluster.directory.Storage;
import dev.timonier.nodeagent.linux.FileTree;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `timonier reset`.
@Command(name = "reset", description = "Removes a stopped cluster with all its data.")
final class ResetCommand implements Runnable {
  @Mixin private DataDirectoryOption data = new DataDirectoryOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    var directory = data.directory();
    if (directory.settings().isEmpty()) {
      throw new CommandFailure("there is no cluster in " + directory.root());
    }
    var holder = DirectoryLock.holder(directory);
    if (holder.isPresent()) {
      throw new CommandFailure(
          "the cluster runs as process " + holder.getAsLong() + "; stop it first: timonier down");
    }
    var nodeHolder = DirectoryLock.nodeHolder(directory);
    if (nodeHolder.isPresent()) {
      throw new CommandFailure(
          "the node runs as process " + nodeHolder.getAsLong() + "; stop it first: timonier down");
    }
    var kept = kept(directory);
    Leftovers.remove(directory);
    remove(directory);
    directory.release(NetworkClaims.ofMachine());
    spec.commandLine().getOut().println("Removed " + directory.root() + "." + kept);
  }

  private static String kept(DataDirectory directory) {
    return directory.settings().orElseThrow().storage() instanceof Storage.Etcd etcd
        ? " What is in " + etcd.where() + " stays; remove it with etcdctl del --prefix."
        : "";
  }

  private static void remove(DataDirectory directory) {
    try {
      FileTree.delete(directory.root());
    } catch (IOException e) {
      throw new CommandFailure(directory.root() + " cannot be removed: " + e.getMessage());
    }
  }
}
