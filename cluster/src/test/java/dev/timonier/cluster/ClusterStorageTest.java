package dev.timonier.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.StorageFlags;
import dev.timonier.cluster.directory.StorageFlags.Flag;
import dev.timonier.cluster.directory.UnusableStorage;
import dev.timonier.storage.etcdserver.EtcdProcess;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// API servers over each kind of storage, with a real etcd.
class ClusterStorageTest {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private static EtcdProcess etcd;

  @TempDir private Path root;
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeAll
  static void startEtcd() throws IOException {
    etcd = EtcdProcess.start();
  }

  @AfterAll
  static void stopEtcd() throws IOException {
    etcd.close();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (var each : open.reversed()) {
      each.close();
    }
  }

  private static StorageFlags inEtcd(String prefix) {
    return new StorageFlags(
        new EnumMap<>(Map.of(Flag.STORAGE, "etcd=" + etcd.client(), Flag.PREFIX, prefix)));
  }

  private static StorageFlags inMemory() {
    return new StorageFlags(Map.of(Flag.STORAGE, "memory"));
  }

  private DataDirectory directory(String name) {
    return DataDirectory.of(root.resolve(name));
  }

  private ApiServerComponent start(String name, StorageFlags storage) {
    var options = new ServerOptions(OptionalInt.of(0), storage);
    var server = ApiServerComponent.start(directory(name), options, Progress.SILENT);
    open.add(server);
    return server;
  }

  private KubernetesClient client(ApiServerComponent server) {
    var config = Config.fromKubeconfig(server.directory().kubeconfig().toFile());
    config.setRequestTimeout((int) LONGEST.toMillis());
    var client = new KubernetesClientBuilder().withConfig(config).build();
    open.add(client);
    return client;
  }

  private void stop(ApiServerComponent server) {
    open.remove(server);
    server.close();
  }

  private static ConfigMap create(KubernetesClient client, String name) {
    var fresh =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace("default")
            .endMetadata()
            .build();
    return client.resource(fresh).create();
  }

  private static List<String> names(KubernetesClient client) {
    return client.configMaps().inNamespace("default").list().getItems().stream()
        .map(each -> each.getMetadata().getName())
        .filter(name -> !name.startsWith("kube-"))
        .toList();
  }

  /// Another directory for an API server of the same cluster.
  private void copyIdentity(String from, String to) throws IOException {
    var pki = Files.createDirectories(directory(to).pki());
    try (var files = Files.list(directory(from).pki())) {
      for (var file : files.toList()) {
        Files.copy(file, pki.resolve(file.getFileName()));
      }
    }
    var marker = "cluster.properties";
    Files.copy(root.resolve(from).resolve(marker), root.resolve(to).resolve(marker));
  }

  @Test
  void whatIsInEtcdIsThereAfterARestartWithoutTheFlag() {
    var first = start("one", inEtcd("/restart"));
    create(client(first), "mine");
    stop(first);

    assertThat(names(client(start("one", StorageFlags.NONE)))).containsExactly("mine");
    assertThat(Files.exists(directory("one").store())).isFalse();
  }

  @Test
  void twoApiServersOverOneEtcdSeeEachOthersWritesAndWatches() throws IOException {
    var first = client(start("one", inEtcd("/shared")));
    copyIdentity("one", "two");
    var second = client(start("two", StorageFlags.NONE));
    var seen = new Seen();
    try (var _ = second.configMaps().inNamespace("default").watch(seen)) {
      for (var i = 0; i < 50; i++) {
        create(i % 2 == 0 ? first : second, "from-" + i % 2 + "-" + i);
      }
      first.configMaps().inNamespace("default").withName("from-1-1").delete();
      await().until(() -> seen.events.contains("DELETED from-1-1"));
    }

    assertThat(seen.events.stream().filter(event -> event.startsWith("ADDED from-")))
        .hasSize(50)
        .doesNotHaveDuplicates();
    assertThat(names(first)).hasSize(49).isEqualTo(names(second));
  }

  @Test
  void staleWriteThroughTheOtherServerConflicts() throws IOException {
    var first = client(start("one", inEtcd("/conflict")));
    copyIdentity("one", "two");
    var second = client(start("two", StorageFlags.NONE));
    var read = create(first, "mine");
    var newer = new ConfigMapBuilder(read).withData(Map.of("by", "second")).build();
    second.resource(newer).update();

    var stale = new ConfigMapBuilder(read).withData(Map.of("by", "first")).build();
    assertThatExceptionOfType(KubernetesClientException.class)
        .isThrownBy(() -> first.resource(stale).update())
        .satisfies(refused -> assertThat(refused.getCode()).isEqualTo(409));
  }

  @Test
  void clustersOfOneEtcdDoNotMeetBelowDifferentPrefixes() {
    var one = client(start("one", inEtcd("/a")));
    var other = client(start("other", inEtcd("/b")));
    create(one, "mine");

    assertThat(names(other)).isEmpty();
    assertThat(names(one)).containsExactly("mine");
  }

  @Test
  void secondClusterIsRefusedBelowThePrefixOfAnother() {
    start("one", inEtcd("/claimed"));

    assertThatExceptionOfType(UnusableStorage.class)
        .isThrownBy(() -> start("other", inEtcd("/claimed")))
        .withMessageStartingWith(
            "etcd at %s, below /claimed holds another cluster; ", etcd.client());
  }

  @Test
  void nobodyAtTheAddressOfEtcdIsOneClearError() {
    var nowhere = "etcd=http://" + EtcdProcess.address() + ":2379";
    var flags = new StorageFlags(Map.of(Flag.STORAGE, nowhere));

    assertThatExceptionOfType(UnusableStorage.class)
        .isThrownBy(() -> start("one", flags))
        .withMessageStartingWith("the store cannot be opened: etcd: ")
        .withMessageContaining("Connection refused");
  }

  @Test
  void whatIsInMemoryIsGoneAfterARestart() {
    var first = start("one", inMemory());
    create(client(first), "mine");
    stop(first);

    assertThat(names(client(start("one", StorageFlags.NONE)))).isEmpty();
    assertThat(Files.exists(directory("one").store())).isFalse();
  }

  @Test
  void otherStorageThanTheLastIsRefused() {
    stop(start("one", inMemory()));

    assertThatExceptionOfType(UnusableStorage.class)
        .isThrownBy(() -> start("one", inEtcd("/a")))
        .withMessageStartingWith("the cluster has --storage memory");
  }

  /// Notes what it is told.
  private static final class Seen implements Watcher<ConfigMap> {
    private final Queue<String> events = new ConcurrentLinkedQueue<>();

    @Override
    public void eventReceived(Action action, ConfigMap configMap) {
      events.add(action + " " + configMap.getMetadata().getName());
    }

    @Override
    public void onClose(WatcherException cause) {
      events.add("closed by " + cause);
    }
  }
}
