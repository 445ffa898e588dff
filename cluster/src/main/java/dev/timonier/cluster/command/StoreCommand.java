package dev.timonier.cluster.command;

import dev.timonier.cluster.directory.DirectoryLock;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.rocksdb.RocksDbFiles;
import dev.timonier.storage.rocksdb.RocksDbOptions;
import dev.timonier.storage.rocksdb.Verification;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `timonier store …`.
@Command(
    name = "store",
    description = "Looks after the store of a stopped cluster.",
    subcommands = StoreCommand.Verify.class,
    synopsisSubcommandLabel = "COMMAND")
final class StoreCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /// `timonier store verify`. Exit code 0 when the store is sound, 1 when it is not.
  @Command(name = "verify", description = "Checks every record, and says what is damaged.")
  static final class Verify implements Callable<Integer> {
    @Mixin private DataDirectoryOption data = new DataDirectoryOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      var verification = verify();
      var out = spec.commandLine().getOut();
      verification.damages().forEach(out::println);
      out.printf(
          "%s: %,d keys and %,d changes up to revision %s.%n",
          verification.isSound() ? "Sound" : "Damaged",
          verification.keys(),
          verification.changes(),
          verification.current());
      return verification.isSound() ? 0 : 1;
    }

    private Verification verify() {
      var directory = data.directory();
      OnDisk.require(
          directory,
          "it has no files to verify",
          "verify that with its own tool, etcdctl endpoint hashkv --cluster");
      var options = RocksDbOptions.in(directory.libraries());
      try (var _ = DirectoryLock.take(directory);
          var progress = new ProgressLine(spec.commandLine().getErr())) {
        return RocksDbFiles.verify(directory.store(), options, progress);
      } catch (StoreException e) {
        throw new CommandFailure("the store cannot be verified: " + e.getMessage());
      }
    }
  }
}
