package dev.timonier.cluster.command;

import dev.timonier.cluster.directory.ClusterSettings;
import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.DirectoryLock;
import dev.timonier.cluster.directory.NetworkClaims;
import dev.timonier.cluster.directory.StorageFlags;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.rocksdb.BackupSummary;
import dev.timonier.storage.rocksdb.RocksDbOptions;
import dev.timonier.storage.rocksdb.SoundBackup;
import java.nio.file.Path;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `timonier restore FILE`.
@Command(
    name = "restore",
    description = "Makes a cluster of a backup, in a directory that holds none.")
final class RestoreCommand implements Runnable {
  @Parameters(paramLabel = "FILE", description = "a backup; it is verified first")
  private Path file = Path.of("");

  @Mixin private DataDirectoryOption data = new DataDirectoryOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    var directory = data.directory();
    refuseOtherStorage(directory);
    var backup = verified();
    var settings =
        directory
            .open(new SecureRandom(), NetworkClaims.ofMachine())
            .withStorage(StorageFlags.NONE);
    var summary = restored(backup, directory, settings);
    spec.commandLine()
        .getOut()
        .printf(
            "Restored revision %s with %,d records to %s.%n",
            summary.revision(), summary.records(), directory.root());
  }

  private BackupSummary restored(
      SoundBackup backup, DataDirectory directory, ClusterSettings settings) {
    var options = RocksDbOptions.in(directory.libraries());
    try (var _ = DirectoryLock.take(directory);
        var progress = new ProgressLine(spec.commandLine().getErr())) {
      var summary = backup.restore(directory.store(), options, progress);
      directory.save(settings);
      return summary;
    } catch (StoreException e) {
      throw new CommandFailure("nothing was restored: " + e.getMessage());
    }
  }

  /// Before there is a directory, so that none is left behind when there is nothing to restore.
  private SoundBackup verified() {
    try {
      return SoundBackup.of(file);
    } catch (StoreException e) {
      throw new CommandFailure("nothing was restored: " + e.getMessage());
    }
  }

  private static void refuseOtherStorage(DataDirectory directory) {
    if (directory.settings().isPresent()) {
      OnDisk.require(
          directory,
          "restore to another --data-dir",
          "restore that with its own tool, etcdctl snapshot restore");
    }
  }
}
