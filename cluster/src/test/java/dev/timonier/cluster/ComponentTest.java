package dev.timonier.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.DirectoryLock;
import dev.timonier.cluster.directory.UnusableDirectory;
import dev.timonier.cluster.pki.ClusterAuthority;
import dev.timonier.cluster.pki.Identity;
import dev.timonier.cluster.pki.Kubeconfig;
import dev.timonier.controllers.discovery.Discovery;
import dev.timonier.machinery.informer.ListWatch;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentTest {
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final int REPLICAS = 3;

  @TempDir private Path root;
  private DataDirectory directory;
  private ApiServerComponent server;

  @BeforeEach
  void startServer() {
    directory = DataDirectory.of(root.resolve("data"));
    server =
        ApiServerComponent.start(directory, ServerOptions.at(OptionalInt.of(0)), Progress.SILENT);
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private KubernetesClient administrator() {
    var config = Config.fromKubeconfig(directory.kubeconfig().toFile());
    config.setRequestTimeout((int) LONGEST.toMillis());
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  @Test
  void componentsOverTheNetworkCreateAndScheduleThePodsOfADeployment() {
    try (var _ =
            Component.controllerManager(
                directory.kubeconfig("controller-manager"),
                UnaryOperator.identity(),
                Optional::of);
        var _ = Component.scheduler(directory.kubeconfig("scheduler"), Optional::of);
        var client = administrator()) {
      client.nodes().resource(node()).create();
      var status = client.nodes().withName("by-hand").subresource("status");
      status.patch(PatchContext.of(PatchType.JSON_MERGE), node());
      createDeployment(client);
      await()
          .atMost(LONGEST)
          .untilAsserted(
              () ->
                  assertThat(pods(client))
                      .hasSize(REPLICAS)
                      .allSatisfy(
                          pod -> assertThat(pod.getSpec().getNodeName()).isEqualTo("by-hand")));
    }
  }

  @Test
  void schedulerTakesOverTheLeaseThatAnotherGivesUp() {
    var kubeconfig = directory.kubeconfig("scheduler");
    try (var client = administrator()) {
      try (var _ = Component.scheduler(kubeconfig, Optional::of)) {
        await().atMost(LONGEST).until(() -> !leader(client).isEmpty());
      }
      assertThat(leader(client)).isEmpty();
      try (var _ = Component.scheduler(kubeconfig, Optional::of)) {
        await().atMost(LONGEST).until(() -> !leader(client).isEmpty());
      }
    }
  }

  private static String leader(KubernetesClient client) {
    return Optional.ofNullable(
            client.leases().inNamespace("kube-system").withName("kube-scheduler").get())
        .map(lease -> lease.getSpec().getHolderIdentity())
        .orElse("");
  }

  private static List<Pod> pods(KubernetesClient client) {
    return client.pods().inNamespace("default").list().getItems();
  }

  private static Node node() {
    var room =
        Map.of("cpu", new Quantity("4"), "memory", new Quantity("8Gi"), "pods", new Quantity("9"));
    return new NodeBuilder()
        .withNewMetadata()
        .withName("by-hand")
        .endMetadata()
        .withNewStatus()
        .withCapacity(room)
        .withAllocatable(room)
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .endStatus()
        .build();
  }

  private static void createDeployment(KubernetesClient client) {
    var labels = Map.of("app", "web");
    var deployment =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName("web")
            .endMetadata()
            .withNewSpec()
            .withReplicas(REPLICAS)
            .withNewSelector()
            .withMatchLabels(labels)
            .endSelector()
            .withNewTemplate()
            .withNewMetadata()
            .withLabels(labels)
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("web")
            .withImage("web")
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();
    client.apps().deployments().inNamespace("default").resource(deployment).create();
  }

  @Test
  void everyComponentHasAKubeconfigThatItsServerKnows() {
    for (var component : List.of("scheduler", "controller-manager", "node", "proxy")) {
      var kubeconfig = directory.kubeconfig(component);
      try (var connection = ServerConnection.open(kubeconfig, Program.SCHEDULER)) {
        assertThat(connection.address()).startsWith(server.address());
      }
    }
  }

  @Test
  void requestsOfOneComponentLeaveEachOthersConnectionsAlone() throws Exception {
    try (var connection = controllerManager();
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var readers = Collections.nCopies(8, readMuch(connection.client()));
      for (var reader : executor.invokeAll(readers)) {
        reader.get();
      }
    }
  }

  private ServerConnection controllerManager() {
    var kubeconfig = directory.kubeconfig("controller-manager");
    return ServerConnection.open(kubeconfig, Program.CONTROLLER_MANAGER);
  }

  @Test
  void whatAComponentWritesIsToldByItsName() {
    var account =
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withName("mine")
            .addToAnnotations("written", "once")
            .endMetadata()
            .build();

    try (var connection = controllerManager()) {
      var accounts = connection.client().serviceAccounts().inNamespace("default");
      assertThat(accounts.resource(account).create().getMetadata().getManagedFields())
          .extracting(ManagedFieldsEntry::getManager)
          .containsExactly("kube-controller-manager");
    }
  }

  private static Callable<Void> readMuch(KubernetesClient client) {
    return () -> {
      for (var i = 0; i < 50; i++) {
        assertThat(new Discovery(client).find().failures()).isEmpty();
        assertThat(ListWatch.of(client, Namespace.class).list("").items()).isNotEmpty();
        assertThat(client.namespaces().withName("default").get()).isNotNull();
      }
      return null;
    };
  }

  @Test
  void missingKubeconfigIsNamed() {
    assertNoConnection(root.resolve("none")).withMessage("there is no kubeconfig %s/none", root);
  }

  @Test
  void fileThatIsNoKubeconfigIsNamed() throws IOException {
    var file = Files.writeString(root.resolve("letter"), "- Dear: [reader");
    assertNoConnection(file).withMessageStartingWith(file + " is no kubeconfig: ");
  }

  @Test
  void serverThatIsAwayIsNamed() {
    server.close();
    assertNoConnection(directory.kubeconfig("scheduler"))
        .withMessageStartingWith("the API server " + server.address() + "/ cannot be reached: ");
  }

  @Test
  void certificateOfAnotherAuthorityIsNotKnown() throws IOException {
    var file = kubeconfig(server.pki().authority(), otherAuthority());
    assertNoConnection(file)
        .withMessage(
            "the API server %s/ does not know the user of the kubeconfig", server.address());
  }

  @Test
  void serverOfAnotherAuthorityIsNotTrusted() throws IOException {
    var file = kubeconfig(otherAuthority(), server.pki().authority());
    assertNoConnection(file)
        .withMessageStartingWith("the API server " + server.address() + "/ cannot be trusted: ");
  }

  private static ClusterAuthority otherAuthority() {
    return ClusterAuthority.create(InstantSource.system(), new SecureRandom());
  }

  private Path kubeconfig(ClusterAuthority ofServer, ClusterAuthority ofClient) throws IOException {
    var text =
        Kubeconfig.text(
            "other",
            server.address(),
            ofServer.certificate(),
            "scheduler",
            ofClient.issueForAnyClient(Identity.SCHEDULER));
    return Files.writeString(root.resolve("other.kubeconfig"), text);
  }

  private static ThrowableAssertAlternative<NoConnection> assertNoConnection(Path kubeconfig) {
    return assertThatExceptionOfType(NoConnection.class)
        .isThrownBy(() -> Component.scheduler(kubeconfig, Optional::of).close());
  }

  @Test
  void secondServerDoesNotShareTheDirectory() {
    assertThatExceptionOfType(UnusableDirectory.class)
        .isThrownBy(
            () ->
                ApiServerComponent.start(
                        directory, ServerOptions.at(OptionalInt.of(0)), Progress.SILENT)
                    .close())
        .withMessageContaining("is in use by process");
  }

  @Test
  void nodeMaySitInTheDirectoryOfItsServerOnce() {
    try (var _ = DirectoryLock.takeNode(directory)) {
      assertThat(DirectoryLock.nodeHolder(directory)).hasValue(ProcessHandle.current().pid());
      assertThatExceptionOfType(UnusableDirectory.class)
          .isThrownBy(() -> DirectoryLock.takeNode(directory).close());
    }
    assertThat(DirectoryLock.nodeHolder(directory)).isEmpty();
  }
}
