package dev.timonier.cluster.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Fabric8's client watches by WebSocket.
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WatchTest {
  private StreamingCluster cluster;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    cluster = new StreamingCluster(directory);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void changesAreTold() throws InterruptedException {
    var maps = cluster.client.configMaps().inNamespace("default");
    var map = new ConfigMapBuilder().withNewMetadata().withName("a").endMetadata().build();
    try (var _ = maps.withName("a").watch(new Recorder())) {
      maps.resource(map).create();
      maps.withName("a").delete();

      assertThat(events.take()).isEqualTo("ADDED a");
      assertThat(events.take()).isEqualTo("DELETED a");
    }
  }

  private final class Recorder implements Watcher<ConfigMap> {
    @Override
    public void eventReceived(Action action, ConfigMap map) {
      events.add(action + " " + map.getMetadata().getName());
    }

    @Override
    public void onClose(WatcherException cause) {
      events.add("closed");
    }
  }
}
