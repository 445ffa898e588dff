package dev.timonier.cluster.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.NetworkClaims;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.metric.StoreMetrics;
import dev.timonier.storage.rocksdb.RocksDbOptions;
import dev.timonier.storage.rocksdb.RocksDbStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {
  private static final StoreKey KEY = StoreKey.of("/registry/configmaps/default/mine");

  @TempDir Path directory;

  private record Result(int code, String output) {}

  private static Result run(String... arguments) {
    var output = new StringWriter();
    var line = Main.commandLine(arguments[0]);
    line.setOut(new PrintWriter(output)).setErr(new PrintWriter(output));
    var code = line.execute(arguments);
    return new Result(code, output.toString());
  }

  private DataDirectory cluster() {
    return DataDirectory.of(directory.resolve("cluster"));
  }

  private RevisionedStore store(DataDirectory of) {
    var options = RocksDbOptions.in(of.libraries()).withReserve(0);
    var context = new StoreContext(InstantSource.system(), (_, _) -> () -> {}, new StoreMetrics());
    return RocksDbStore.open(of.store(), options, context);
  }

  @BeforeEach
  void makeCluster() {
    var claims = new NetworkClaims(directory.resolve("networks"));
    cluster().open(RandomGenerator.of("SecureRandom"), claims);
    try (var store = store(cluster())) {
      store.commit(Transaction.unguarded(new Mutation.Put(KEY, new byte[] {1})));
    }
  }

  private Result backUp() {
    return run("backup", file(), "--data-dir", cluster().root().toString());
  }

  private String file() {
    return directory.resolve("backup").toString();
  }

  private Result restore() {
    return run("restore", file(), "--data-dir", directory.resolve("restored").toString());
  }

  @Test
  void runningClusterIsBackedUpAndRestored() {
    try (var store = store(cluster())) {
      store.commit(Transaction.unguarded(new Mutation.Put(KEY, new byte[] {2})));
      assertThat(backUp())
          .satisfies(
              done -> assertThat(done.output()).startsWith("Backed up revision 3 with 3 records"))
          .extracting(Result::code)
          .isEqualTo(0);
    }
    assertThat(restore().output()).startsWith("Restored revision 3 with 3 records");

    try (var restored = store(DataDirectory.of(directory.resolve("restored")))) {
      assertThat(restored.get(KEY).orElseThrow().value()).isEqualTo(new byte[] {2});
    }
  }

  @Test
  void clusterThatIsThereIsNotRestoredOver() {
    backUp();
    assertThat(run("restore", file(), "--data-dir", cluster().root().toString()))
        .satisfies(failed -> assertThat(failed.output()).contains("is not empty"))
        .extracting(Result::code)
        .isEqualTo(1);
  }

  @Test
  void damagedBackupIsRefused() throws IOException {
    backUp();
    Files.writeString(Path.of(file()), "not a backup at all");

    assertThat(restore())
        .satisfies(failed -> assertThat(failed.output()).contains("is not a complete backup"))
        .extracting(Result::code)
        .isEqualTo(1);
    assertThat(directory.resolve("restored")).doesNotExist();
  }

  @Test
  void soundStoreIsCalledSound() {
    var verified = run("store", "verify", "--data-dir", cluster().root().toString());

    assertThat(verified)
        .isEqualTo(new Result(0, "Sound: 1 keys and 1 changes up to revision 2.\n"));
  }

  @Test
  void directoryWithoutAClusterIsNamed() {
    var nowhere = directory.resolve("nowhere").toString();

    assertThat(run("store", "verify", "--data-dir", nowhere).output())
        .contains("there is no cluster in " + nowhere);
    assertThat(run("backup", file(), "--data-dir", nowhere).output())
        .contains("there is no cluster in");
  }
}
