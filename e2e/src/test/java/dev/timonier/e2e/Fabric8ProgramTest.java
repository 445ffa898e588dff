package dev.timonier.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.e2e.fixture.Command;
import dev.timonier.e2e.fixture.CutProxy;
import dev.timonier.e2e.fixture.SharedSite;
import dev.timonier.e2e.fixture.Site;
import dev.timonier.e2e.fixture.Wait;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A Java program that knows of the cluster what `timonier kubeconfig` tells.
@ExtendWith(SharedSite.class)
class Fabric8ProgramTest {
  private static final String NAMESPACE = "fabric8";

  private static Site site;
  private static KubernetesClient client;

  @BeforeAll
  static void start(Site shared) throws IOException {
    site = shared;
    client = new KubernetesClientBuilder().withConfig(config()).build();
    var namespace =
        new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build();
    client.resource(namespace).create();
    client.resource(deployment("web", 1)).create();
    ready("web");
    Wait.until(() -> page(pod().getStatus().getPodIP() + ":8080").endsWith(" v1\n"));
  }

  @AfterAll
  static void stop() {
    client.close();
  }

  private static Config config() throws IOException {
    var kubeconfig = Path.of(site.cluster().timonier("kubeconfig").orFail().strip());
    var config = Config.fromKubeconfig(Files.readString(kubeconfig));
    config.setNamespace(NAMESPACE);
    config.setRequestTimeout((int) Duration.ofMinutes(3).toMillis());
    return config;
  }

  private static Deployment deployment(String name, int replicas) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .addToMatchLabels("app", name)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", name)
        .endMetadata()
        .withNewSpec()
        .withTerminationGracePeriodSeconds(0L)
        .addNewContainer()
        .withName("web")
        .withImage(site.image())
        .addNewPort()
        .withContainerPort(8080)
        .endPort()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static Deployment ready(String name) {
    return client.apps().deployments().withName(name).waitUntilReady(90, TimeUnit.SECONDS);
  }

  private static ConfigMap configMap(String name, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("kind", value)
        .endMetadata()
        .addToData("value", value)
        .build();
  }

  private static Pod pod() {
    return client.pods().withLabel("app", "web").list().getItems().getFirst();
  }

  private static ContainerResource container() {
    return client.pods().resource(pod()).inContainer("web");
  }

  @Test
  void objectsAreCreatedEditedAndDeleted() {
    var created = client.resource(configMap("settings", "crud")).create();
    var edited =
        client
            .configMaps()
            .withName("settings")
            .edit(map -> new ConfigMapBuilder(map).addToData("color", "blue").build());
    assertThat(edited.getData()).isEqualTo(Map.of("value", "crud", "color", "blue"));
    var merge = PatchContext.of(PatchType.JSON_MERGE);
    var patched =
        client.configMaps().withName("settings").patch(merge, "{\"data\":{\"color\":null}}");
    assertThat(patched.getData()).isEqualTo(Map.of("value", "crud"));

    assertThatThrownBy(() -> client.resource(created).lockResourceVersion().update())
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            conflict -> assertThat(conflict.getStatus().getReason()).isEqualTo("Conflict"));
    assertThat(client.configMaps().withLabel("kind", "crud").list().getItems()).hasSize(1);
    client.configMaps().withLabel("kind", "crud").delete();
    assertThat(client.configMaps().withName("settings").get()).isNull();
  }

  @Test
  void watchTellsEveryChangeInOrder() {
    var seen = new CopyOnWriteArrayList<String>();
    try (var _ = client.configMaps().withLabel("kind", "watched").watch(recorder(seen))) {
      var created = client.resource(configMap("watched", "watched")).create();
      created.setData(Map.of("value", "other"));
      client.resource(created).update();
      client.resource(created).delete();

      Wait.untilAsserted(
          () ->
              assertThat(seen).containsExactly("ADDED watched", "MODIFIED other", "DELETED other"));
    }
  }

  private static Watcher<ConfigMap> recorder(List<String> seen) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, ConfigMap map) {
        seen.add(action + " " + map.getData().get("value"));
      }

      @Override
      public void onClose(WatcherException cause) {
        seen.add("closed: " + cause.getMessage());
      }
    };
  }

  @Test
  void informerMissesNothingWhenItsConnectionIsCut() throws IOException {
    var direct = config();
    var port = URI.create(direct.getMasterUrl()).getPort();
    try (var proxy = new CutProxy(port)) {
      direct.setMasterUrl("https://127.0.0.1:" + proxy.port() + "/");
      try (var program = new KubernetesClientBuilder().withConfig(direct).build();
          var informer = program.configMaps().withLabel("kind", "cut").inform()) {
        client.resource(configMap("before", "cut")).create();
        Wait.until(() -> names(informer.getStore().list()).equals(List.of("before")));
        proxy.cut();
        client.resource(configMap("after", "cut")).create();
        client.configMaps().withName("before").delete();

        Wait.until(() -> names(informer.getStore().list()).equals(List.of("after")));
        assertThat(informer.isRunning()).isTrue();
      }
    }
    client.configMaps().withName("after").delete();
  }

  private static List<String> names(List<ConfigMap> maps) {
    return maps.stream().map(map -> map.getMetadata().getName()).sorted().toList();
  }

  @Test
  void logsAreReadAndFollowed() {
    assertThat(container().getLog()).isEqualTo("started v1\n");
    var followed = new ByteArrayOutputStream();
    try (var _ = container().watchLog(followed)) {
      Wait.until(() -> followed.toString(StandardCharsets.UTF_8).equals("started v1\n"));
    }
  }

  @Test
  void commandsHaveTheirStreamsAndTheirExitCode() throws Exception {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    try (var command =
        container()
            .redirectingInput()
            .writingOutput(out)
            .writingError(err)
            .exec("sh", "-c", "read line; echo got $line; echo no >&2; exit 7")) {
      command.getInput().write("hello\n".getBytes(StandardCharsets.UTF_8));
      command.getInput().flush();

      assertThat(command.exitCode().get(3, TimeUnit.MINUTES)).isEqualTo(7);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("got hello\n");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("no\n");
  }

  @Test
  void portsAreForwarded() throws IOException {
    var pod = pod();
    try (var forward = client.pods().resource(pod).portForward(8080)) {
      assertThat(page("localhost:" + forward.getLocalPort()))
          .isEqualTo(pod.getMetadata().getName() + " v1\n");
      assertThat(forward.getServerThrowables()).isEmpty();
    }
  }

  private static String page(String address) {
    return new Command(Map.of()).run("curl", "-sS", "-m", "5", "http://" + address).out();
  }

  @Test
  void filesAreUploadedAndDownloaded() throws IOException {
    var directory = site.directory("files");
    var file = Files.writeString(directory.resolve("there"), "kept\n".repeat(50_000));
    var container = container();
    assertThat(container.file("/tmp/there").upload(file)).isTrue();
    assertThat(container.file("/tmp/there").copy(directory.resolve("back"))).isTrue();
    assertThat(directory.resolve("back")).hasSameTextualContentAs(file);

    var tree = Files.createDirectories(directory.resolve("tree/inner"));
    Files.writeString(tree.resolve("leaf"), "leaf");
    assertThat(container.dir("/tmp/tree").upload(directory.resolve("tree"))).isTrue();
    assertThat(container.dir("/tmp/tree").copy(directory.resolve("copy"))).isTrue();
    try (var copied = Files.walk(directory.resolve("copy"))) {
      assertThat(copied.filter(path -> path.endsWith("inner/leaf")))
          .singleElement()
          .satisfies(leaf -> assertThat(leaf).hasContent("leaf"));
    }
  }

  @Test
  void deploymentsScaleRollOutAndRollBack() {
    client.resource(deployment("shop", 1)).create();
    var shop = client.apps().deployments().withName("shop");
    assertThat(shop.scale(3).getSpec().getReplicas()).isEqualTo(3);
    assertThat(ready("shop").getStatus().getReadyReplicas()).isEqualTo(3);
    shop.edit(
        old ->
            new DeploymentBuilder(old)
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .addNewEnv()
                .withName("COLOR")
                .withValue("blue")
                .endEnv()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());
    Wait.until(() -> rolledOut(shop.get()));
    shop.rolling().undo();
    Wait.until(() -> rolledOut(shop.get()));

    var template = shop.get().getSpec().getTemplate().getSpec();
    assertThat(template.getContainers().getFirst().getEnv()).isEmpty();
    shop.delete();
    Wait.until(() -> client.pods().withLabel("app", "shop").list().getItems().isEmpty());
  }

  private static boolean rolledOut(Deployment deployment) {
    var status = deployment.getStatus();
    return deployment.getMetadata().getGeneration().equals(status.getObservedGeneration())
        && Integer.valueOf(3).equals(status.getUpdatedReplicas())
        && Integer.valueOf(3).equals(status.getAvailableReplicas())
        && status.getReplicas() == 3;
  }

  @Test
  void servicesAreReached() {
    var service =
        new ServiceBuilder()
            .withNewMetadata()
            .withName("web")
            .endMetadata()
            .withNewSpec()
            .addToSelector("app", "web")
            .addNewPort()
            .withPort(80)
            .withTargetPort(new IntOrString(8080))
            .endPort()
            .endSpec()
            .build();
    var address = client.resource(service).create().getSpec().getClusterIP();

    Wait.until(() -> page(address).endsWith(" v1\n"));
    client.services().withName("web").delete();
  }

  @Test
  void oneOfTwoProgramsLeadsAndTheOtherFollowsIt() {
    var told = new CopyOnWriteArrayList<String>();
    var first = elect("first", told);
    Wait.until(() -> told.contains("first leads"));
    var second = elect("second", told);
    Wait.until(() -> told.contains("second sees first"));
    assertThat(told).doesNotContain("second leads");
    first.cancel(true);

    Wait.until(() -> told.contains("second leads"));
    assertThat(client.leases().withName("election").get().getSpec().getHolderIdentity())
        .isEqualTo("second");
    second.cancel(true);
  }

  private static java.util.concurrent.CompletableFuture<?> elect(String name, List<String> told) {
    var callbacks =
        new LeaderCallbacks(
            () -> told.add(name + " leads"),
            () -> told.add(name + " leads no more"),
            leader -> told.add(name + " sees " + leader));
    var config =
        new LeaderElectionConfigBuilder()
            .withName("election")
            .withLeaseDuration(Duration.ofSeconds(30))
            .withRenewDeadline(Duration.ofSeconds(20))
            .withRetryPeriod(Duration.ofMillis(300))
            .withReleaseOnCancel(true)
            .withLock(new LeaseLock(NAMESPACE, "election", name))
            .withLeaderCallbacks(callbacks)
            .build();
    return client.leaderElector().withConfig(config).build().start();
  }
}
