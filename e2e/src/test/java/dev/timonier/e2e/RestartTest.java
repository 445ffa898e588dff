package dev.timonier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.Product;
import dev.timonier.e2e.fixture.Wait;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cluster whose process is killed while everything churns. Its pods run on simulated nodes.
class RestartTest {
  private static final String NAMESPACE = "churn";

  private Product cluster;
  private Kubectl kubectl;

  @BeforeEach
  void start(@TempDir Path directory) {
    cluster = Product.up(directory.resolve("cluster"), "--no-node", "--simulated-nodes", "3");
    kubectl = Kubectl.of(cluster, NAMESPACE);
  }

  @AfterEach
  void stop() {
    cluster.close();
    cluster.timonier("reset").orFail();
  }

  private void killAndStart() {
    cluster.kill();
    cluster.up("--no-node", "--simulated-nodes", "3");
  }

  @Test
  void nothingAcknowledgedIsLostAndInformersGoOn() throws Exception {
    kubectl.run("create", "deployment", "web", "--image=web", "--replicas=5");
    var acknowledged = new ConcurrentSkipListSet<String>();
    var enough = new AtomicBoolean();
    var writers = new ArrayList<Future<?>>();
    var stopped = new CopyOnWriteArrayList<String>();
    try (var client = cluster.client();
        var informer = maps(client).inform();
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var _ = informer.stopped().whenComplete((_, cause) -> stopped.add(String.valueOf(cause)));
      for (var writer = 0; writer < 4; writer++) {
        var name = "writer-" + writer;
        writers.add(executor.submit(() -> write(client, name, acknowledged, enough)));
      }
      Wait.until(() -> acknowledged.size() > 200);
      killAndStart();
      enough.set(true);
      for (var writer : writers) {
        writer.get();
      }

      maps(client).resource(map("after")).create();
      Wait.untilAsserted(() -> assertThat(names(informer.getStore().list())).contains("after"));
      assertThat(names(maps(client).list().getItems())).containsAll(acknowledged);
      assertThat(names(informer.getStore().list()))
          .isEqualTo(names(maps(client).list().getItems()));
      assertThat(stopped).isEmpty();
    }
    kubectl.run("scale", "deployment", "web", "--replicas=8");
    kubectl.rolledOut("deployment/web");
  }

  /// Creates objects until there are enough, or one fails because the server has gone.
  private static void write(
      KubernetesClient client, String name, Set<String> acknowledged, AtomicBoolean enough) {
    try {
      for (var number = 0; !enough.get(); number++) {
        var created = maps(client).resource(map(name + "-" + number)).create();
        acknowledged.add(created.getMetadata().getName());
      }
    } catch (KubernetesClientException gone) {
      // What was not acknowledged may be there or not.
    }
  }

  private static NonNamespaceOperation<ConfigMap, ConfigMapList, Resource<ConfigMap>> maps(
      KubernetesClient client) {
    return client.configMaps().inNamespace(NAMESPACE);
  }

  private static ConfigMap map(String name) {
    return new ConfigMapBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  private static Set<String> names(Iterable<ConfigMap> maps) {
    var names = new TreeSet<String>();
    maps.forEach(map -> names.add(map.getMetadata().getName()));
    return names;
  }
}
