package dev.timonier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.cluster.directory.Storage;
import dev.timonier.cluster.directory.Storage.Etcd;
import dev.timonier.cluster.directory.Storage.EtcdCredentials;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreFlagsTest {
  @Test
  void etcdIsToldByItsFlagsButTheUserAndThePassword() {
    var credentials =
        new EtcdCredentials(
            Optional.of(Path.of("/pki/ca.crt")),
            Optional.empty(),
            Optional.empty(),
            Optional.of("me"),
            Optional.of(Path.of("password")));
    var servers = List.of(URI.create("http://10.0.0.1:2379"), URI.create("http://10.0.0.2:2379"));

    assertThat(StoreFlags.of(new Etcd(servers, "/mine", credentials), Duration.ofMinutes(5)))
        .containsOnlyKeys(
            "etcd-compaction-interval",
            "etcd-servers",
            "etcd-prefix",
            "etcd-cafile",
            "etcd-certfile",
            "etcd-keyfile")
        .containsEntry("etcd-compaction-interval", "5m0s")
        .containsEntry("etcd-servers", "[http://10.0.0.1:2379,http://10.0.0.2:2379]")
        .containsEntry("etcd-prefix", "/mine/registry")
        .containsEntry("etcd-cafile", "/pki/ca.crt")
        .containsEntry("etcd-certfile", "");
  }

  @Test
  void otherStoresKeepHistoryAlone() {
    assertThat(StoreFlags.of(new Storage.Memory(), Duration.ZERO))
        .containsExactlyEntriesOf(Map.of("etcd-compaction-interval", "0s"));
  }
}
