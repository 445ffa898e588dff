package dev.timonier.cluster.command;

import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.rocksdb.BackupSummary;
import dev.timonier.storage.rocksdb.RocksDbFiles;
import dev.timonier.storage.rocksdb.RocksDbOptions;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `timonier backup FILE`.
@Command(
    name = "backup",
    description = "Writes everything that the cluster stores into one file, while it runs or not.")
final class BackupCommand implements Runnable {
  @Parameters(paramLabel = "FILE", description = "is made, or replaced")
  private Path file = Path.of("");

  @Mixin private DataDirectoryOption data = new DataDirectoryOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    var directory = data.directory();
    OnDisk.require(
        directory,
        "it has no files to back up",
        "back that up with its own tool, etcdctl snapshot save");
    var summary = backUp(directory);
    spec.commandLine()
        .getOut()
        .printf(
            "Backed up revision %s with %,d records into %s (%,d bytes).%n",
            summary.revision(), summary.records(), file, summary.bytes());
  }

  private BackupSummary backUp(DataDirectory directory) {
    var options = RocksDbOptions.in(directory.libraries());
    try (var progress = new ProgressLine(spec.commandLine().getErr())) {
      return RocksDbFiles.backup(directory.store(), file.toAbsolutePath(), options, progress);
    } catch (StoreException e) {
      throw new CommandFailure("no backup was made: " + e.getMessage());
    }
  }
}
