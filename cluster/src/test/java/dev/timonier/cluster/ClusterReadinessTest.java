package dev.timonier.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.cluster.ClusterOptions.Nodes;
import dev.timonier.cluster.ClusterOptions.ThisMachine;
import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.StorageFlags;
import io.fabric8.kubernetes.api.model.ComponentCondition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cluster without nodes, right after its start.
class ClusterReadinessTest {
  private Cluster cluster;

  @BeforeEach
  void start(@TempDir Path root) {
    var memory = new StorageFlags(Map.of(StorageFlags.Flag.STORAGE, "memory"));
    var server = new ServerOptions(OptionalInt.of(0), memory);
    var directory = DataDirectory.of(root.resolve("data"));
    var nodes = new Nodes(ThisMachine.RUNS_NONE, 0);
    cluster = Cluster.start(new ClusterOptions(directory, server, nodes), Progress.SILENT);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void podsCanBeMadeAtOnce() {
    var accounts = cluster.client().serviceAccounts().inNamespace("default");
    assertThat(accounts.withName("default").get()).isNotNull();
  }

  @Test
  void allComponentsAreHealthy() {
    await()
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(
            () ->
                assertThat(cluster.client().componentstatuses().list().getItems())
                    .hasSize(3)
                    .flatExtracting(component -> component.getConditions())
                    .extracting(ComponentCondition::getStatus)
                    .containsOnly("True"));
  }
}
