package dev.timonier.nodeagent;

import static dev.timonier.nodeagent.fixture.Pods.bound;
import static dev.timonier.nodeagent.fixture.Pods.containerBuilder;
import static dev.timonier.nodeagent.fixture.Pods.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.timonier.machinery.fake.FakeApi;
import dev.timonier.machinery.time.SystemTime;
import dev.timonier.nodeagent.fixture.FakeRuntime;
import dev.timonier.nodeagent.fixture.Pods;
import dev.timonier.nodeagent.runtime.ContainerConfig;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeAgentTest {
  private final SystemTime time = new SystemTime("test");
  private final KubernetesClient client = new FakeApi(time).client();
  private final FakeRuntime runtime = new FakeRuntime(time);
  @TempDir private Path directory;
  private NodeAgent agent;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    var configuration = NodeAgentConfiguration.of(Pods.NODE, directory, "192.0.2.1");
    agent = new NodeAgent(configuration, client, runtime, time);
    agent.start();
  }

  @AfterEach
  void close() {
    agent.close();
    client.close();
    time.close();
  }

  private Pod untilRunning(String name) {
    await().until(() -> "Running".equals(pod(name).getStatus().getPhase()));
    return pod(name);
  }

  private Pod pod(String name) {
    return client.pods().inNamespace("default").withName(name).get();
  }

  private ContainerConfig config(String container) {
    return runtime.configs().stream()
        .filter(config -> config.name().equals(container))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, String> environment(String container) {
    return config(container).environment().stream()
        .collect(Collectors.toMap(ContainerConfig.Variable::name, ContainerConfig.Variable::value));
  }

  private Path mount(String container, String target) {
    return config(container).mounts().stream()
        .filter(mount -> mount.target().equals(target))
        .map(ContainerConfig.Mount::source)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nodeIsRegisteredWithWhatTheMachineHas() {
    var node = client.nodes().withName(Pods.NODE).get();
    var status = node.getStatus();
    assertThat(node.getMetadata().getLabels())
        .containsEntry("kubernetes.io/hostname", Pods.NODE)
        .containsEntry("kubernetes.io/os", "linux");
    assertThat(status.getCapacity())
        .containsEntry(
            "cpu", new Quantity(String.valueOf(Runtime.getRuntime().availableProcessors())));
    assertThat(status.getAllocatable()).containsKeys("cpu", "memory", "ephemeral-storage", "pods");
    assertThat(status.getNodeInfo().getKubeletVersion()).isEqualTo("v1.36.2");
    assertThat(status.getNodeInfo().getContainerRuntimeVersion()).startsWith("fake://");
    assertThat(status.getAddresses())
        .extracting(address -> address.getType() + " " + address.getAddress())
        .containsExactly("InternalIP 192.0.2.1", "Hostname node-1");
    assertThat(status.getConditions())
        .filteredOn(condition -> condition.getType().equals("Ready"))
        .extracting(NodeCondition::getStatus, NodeCondition::getReason)
        .containsExactly(tuple("True", "KubeletReady"));
  }

  @Test
  void nodeHoldsItsLease() {
    var lease = client.leases().inNamespace("kube-node-lease").withName(Pods.NODE).get();
    assertThat(lease.getSpec().getHolderIdentity()).isEqualTo(Pods.NODE);
    assertThat(lease.getSpec().getLeaseDurationSeconds()).isEqualTo(40);
  }

  @Test
  void podOfTheNodeRunsAndCanBeFound() {
    client.resource(web()).create();
    var pod = untilRunning("web");
    var uid = pod.getMetadata().getUid();
    assertThat(agent.pods().pod("default", "web")).isPresent();
    assertThat(agent.pods().sandbox(uid)).isPresent();
    assertThat(agent.pods().containers(uid, "web"))
        .singleElement()
        .satisfies(
            container ->
                assertThat(container.logPath())
                    .isEqualTo(directory.resolve("logs/default_web_" + uid + "/web/0.log")));
  }

  @Test
  void environmentComesFromAllThatThePodRefersTo() {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("settings")
                .withNamespace("default")
                .endMetadata()
                .withData(Map.of("color", "blue", "size", "7"))
                .build())
        .create();
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("login")
                .withNamespace("default")
                .endMetadata()
                .withData(Map.of("password", "c2VjcmV0"))
                .build())
        .create();
    client
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName("my-db")
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .withClusterIP("10.96.0.7")
                .addNewPort()
                .withName("sql")
                .withPort(5432)
                .withProtocol("TCP")
                .endPort()
                .endSpec()
                .build())
        .create();
    client
        .resource(
            bound("web")
                .editSpec()
                .addToContainers(
                    containerBuilder("web")
                        .addNewEnvFrom()
                        .withPrefix("S_")
                        .withNewConfigMapRef()
                        .withName("settings")
                        .endConfigMapRef()
                        .endEnvFrom()
                        .addToEnv(
                            new EnvVarBuilder()
                                .withName("PASSWORD")
                                .withNewValueFrom()
                                .withNewSecretKeyRef("password", "login", false)
                                .endValueFrom()
                                .build())
                        .addToEnv(
                            new EnvVarBuilder()
                                .withName("ME")
                                .withNewValueFrom()
                                .withNewFieldRef("v1", "metadata.name")
                                .endValueFrom()
                                .build())
                        .addNewEnv()
                        .withName("GREETING")
                        .withValue("$(ME) $$(ME) $(NOBODY)")
                        .endEnv()
                        .build())
                .endSpec()
                .build())
        .create();
    untilRunning("web");
    assertThat(environment("web"))
        .containsEntry("S_color", "blue")
        .containsEntry("PASSWORD", "secret")
        .containsEntry("ME", "web")
        .containsEntry("GREETING", "web $(ME) $(NOBODY)");
  }

  @Test
  void volumesShowWhatTheApiHas() throws IOException {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("settings")
                .withNamespace("default")
                .endMetadata()
                .withData(Map.of("color", "blue"))
                .build())
        .create();
    client
        .resource(
            bound("web")
                .editSpec()
                .addNewVolume()
                .withName("settings")
                .withNewConfigMap()
                .withName("settings")
                .endConfigMap()
                .endVolume()
                .addNewVolume()
                .withName("scratch")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .addNewVolume()
                .withName("about")
                .withNewDownwardAPI()
                .addNewItem()
                .withPath("name")
                .withNewFieldRef("v1", "metadata.name")
                .endItem()
                .endDownwardAPI()
                .endVolume()
                .addToContainers(
                    containerBuilder("web")
                        .withVolumeMounts(
                            new VolumeMountBuilder()
                                .withName("settings")
                                .withMountPath("/settings")
                                .build(),
                            new VolumeMountBuilder()
                                .withName("scratch")
                                .withMountPath("/scratch")
                                .withSubPath("a/b")
                                .build(),
                            new VolumeMountBuilder()
                                .withName("about")
                                .withMountPath("/about")
                                .withReadOnly(true)
                                .build())
                        .build())
                .endSpec()
                .build())
        .create();
    var pod = untilRunning("web");
    assertThat(mount("web", "/settings").resolve("color")).hasContent("blue");
    assertThat(mount("web", "/scratch")).isEmptyDirectory();
    assertThat(mount("web", "/about").resolve("name")).hasContent("web");
    assertThat(Files.readString(mount("web", "/etc/hosts")))
        .contains("127.0.0.1\tlocalhost", pod.getStatus().getPodIP() + "\tweb");
  }

  @Test
  void missingConfigMapKeepsThePodFromStarting() {
    client
        .resource(
            new PodBuilder(
                    bound("web")
                        .editSpec()
                        .addToContainers(
                            containerBuilder("web")
                                .addNewEnvFrom()
                                .withNewConfigMapRef()
                                .withName("none")
                                .endConfigMapRef()
                                .endEnvFrom()
                                .build())
                        .endSpec()
                        .build())
                .build())
        .create();
    await()
        .untilAsserted(
            () ->
                assertThat(pod("web").getStatus().getContainerStatuses())
                    .singleElement()
                    .satisfies(
                        status -> {
                          var waiting = status.getState().getWaiting();
                          assertThat(waiting.getReason()).isEqualTo("CreateContainerConfigError");
                          assertThat(waiting.getMessage())
                              .isEqualTo("configmap \"none\" not found");
                        }));
  }

  @Test
  void everythingOfADeletedPodIsRemoved() {
    client.resource(web()).create();
    var uid = untilRunning("web").getMetadata().getUid();
    client.pods().inNamespace("default").withName("web").delete();
    await().until(() -> agent.pods().pods().isEmpty());
    assertThat(runtime.containers()).isEmpty();
    assertThat(directory.resolve("pods").resolve(uid)).doesNotExist();
    assertThat(directory.resolve("logs")).isEmptyDirectory();
  }
}
