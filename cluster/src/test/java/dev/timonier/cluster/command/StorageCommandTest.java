package dev.timonier.cluster.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.NetworkClaims;
import dev.timonier.cluster.directory.StorageFlags;
import dev.timonier.cluster.directory.StorageFlags.Flag;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What commands say of a stopped cluster whose data is not in files.
class StorageCommandTest {
  @TempDir private Path root;

  private record Case(String storage, String command, int code, String said) {
    @Override
    public String toString() {
      return command + " with " + storage;
    }
  }

  static Stream<Case> cases() {
    var etcd = "etcd=http://10.0.0.1:2379";
    var place = "the cluster is in etcd at http://10.0.0.1:2379: ";
    return Stream.of(
        new Case("rocksdb", "status", 3, "storage:  rocksdb, in the data directory"),
        new Case("memory", "status", 3, "storage:  memory, in memory; all data is gone when"),
        new Case(etcd, "status", 3, "storage:  etcd, in etcd at http://10.0.0.1:2379"),
        new Case(etcd, "status -o json", 3, "\"storage\" : \"etcd\""),
        new Case("memory", "backup FILE", 1, "is in memory: it has no files to back up"),
        new Case(etcd, "backup FILE", 1, place + "back that up with its own tool, etcdctl snap"),
        new Case("memory", "restore FILE", 1, "is in memory: restore to another --data-dir"),
        new Case(etcd, "restore FILE", 1, place + "restore that with its own tool, etcdctl snap"),
        new Case("memory", "store verify", 1, "is in memory: it has no files to verify"),
        new Case(etcd, "store verify", 1, place + "verify that with its own tool, etcdctl endp"),
        new Case("memory", "down", 0, "Its data was in memory and is gone."),
        new Case("rocksdb", "down", 0, "It was not running.\n"),
        new Case(etcd, "reset", 0, "What is in etcd at http://10.0.0.1:2379 stays"),
        new Case("memory", "reset", 0, "Removed "),
        new Case(etcd, "up --storage memory", 1, "timonier: the cluster has --storage " + etcd),
        new Case("rocksdb", "apiserver --storage disk", 1, "timonier: the cluster has --storage"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void commandSaysWhatItDoesWithTheStorage(Case a) {
    var directory = DataDirectory.of(root.resolve("cluster"));
    var claims = new NetworkClaims(root.resolve("networks"));
    var fresh = directory.open(RandomGenerator.of("SecureRandom"), claims);
    directory.save(fresh.withStorage(new StorageFlags(Map.of(Flag.STORAGE, a.storage()))));
    var output = new StringWriter();
    var line = Main.commandLine("");
    line.setOut(new PrintWriter(output)).setErr(new PrintWriter(output));

    var code = line.execute((a.command() + " --data-dir " + directory.root()).split(" "));
    assertThat(output.toString()).contains(a.said());
    assertThat(code).isEqualTo(a.code());
  }
}
