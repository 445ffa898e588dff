package dev.timonier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Command;
import dev.timonier.e2e.fixture.Product;
import dev.timonier.storage.etcdserver.EtcdProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Clusters with each storage, as users start and stop them.
class StorageTest {
  @TempDir(cleanup = CleanupMode.NEVER)
  private Path directory;

  private Product up(String... options) {
    return Product.up(directory.resolve("cluster"), options);
  }

  private static void create(Product cluster) {
    cluster.kubectl("create", "configmap", "mine", "--from-literal=a=1");
  }

  private static String mine(Product cluster) {
    return cluster.kubectl("get", "configmap", "mine", "--ignore-not-found", "-o", "name");
  }

  /// One line that says what is wrong, and nothing of our insides.
  private static void assertFails(Command.Output output, String message) {
    assertThat(output.exitCode()).isEqualTo(1);
    assertThat(output.err().lines().toList())
        .singleElement()
        .asString()
        .startsWith("timonier: ")
        .contains(message);
  }

  @Test
  void clusterInEtcdIsThereAfterItWasKilled() throws IOException {
    try (var etcd = EtcdProcess.start()) {
      var storage = "etcd=" + etcd.client();
      try (var cluster = up("--no-node", "--storage", storage, "--etcd-prefix", "/mine")) {
        create(cluster);
        cluster.kill();
        cluster.up("--no-node");

        assertThat(mine(cluster)).contains("configmap/mine");
        assertThat(cluster.timonier("status").orFail())
            .contains("storage:  etcd, in etcd at " + etcd.client() + ", below /mine");
        assertThat(cluster.kubectl("get", "--raw", "/metrics"))
            .contains("etcd_requests_total{group=\"coordination.k8s.io\",operation=")
            .doesNotContain("etcd_requests_total{operation=");
        assertFails(cluster.timonier("backup", directory + "/backup"), "etcdctl snapshot save");
      }
      var stopped = Product.in(directory.resolve("cluster"));
      assertFails(
          stopped.timonier("up", "--storage", "rocksdb"),
          "the cluster has --storage " + storage + ", and its data stays there");
      assertThat(stopped.timonier("reset").orFail())
          .contains("What is in etcd at " + etcd.client() + ", below /mine stays");
    }
  }

  @Test
  void clusterInMemoryIsGoneAfterItWasStoppedAndSaysSo() {
    var cluster = up("--no-node", "--storage", "memory");
    try (cluster) {
      create(cluster);
      assertThat(cluster.timonier("down").orFail())
          .contains("Stopped. Its data was in memory and is gone.");
      assertThat(cluster.up("--no-node")).contains("in memory: gone when the cluster stops");

      assertThat(mine(cluster)).isEmpty();
    }
    cluster.timonier("reset").orFail();
  }

  @Test
  void storeOfANewerVersionIsRefusedInOneLine() throws IOException {
    var cluster = up("--no-node");
    cluster.close();
    var format = cluster.directory().resolve("store/format");
    var known = Files.readString(format);
    Files.writeString(format, "timonier-store\nformat=99\n");

    assertFails(
        cluster.timonier("up", "--no-node"),
        "a newer version wrote it, in format 99; this one reads 1");
    assertFails(cluster.timonier("store", "verify"), "a newer version wrote it, in format 99");
    Files.writeString(format, known);
    cluster.up("--no-node");
    cluster.close();
    cluster.timonier("reset").orFail();
  }
}
