package dev.timonier.cluster.command;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// What clients ask of a server all the time, asked over the network and often enough that the Java
/// machine notes how its code is used. The next one knows from the start what is worth compiling,
/// and how.
final class Rehearsal {
  private static final int CLIENTS = 8;
  private static final int ROUNDS = 250;
  private static final int ROUNDS_PER_POD = 5;
  private static final String NAMESPACE = "default";

  private final KubernetesClient client;

  private Rehearsal(KubernetesClient client) {
    this.client = client;
  }

  /// Plays until every client has had its rounds.
  static void play(Path kubeconfig) throws InterruptedException, ExecutionException {
    var config = Config.fromKubeconfig(kubeconfig.toFile());
    try (var client = new KubernetesClientBuilder().withConfig(config).build();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var rehearsal = new Rehearsal(client);
      rehearsal.ensureAccount();
      var parts = IntStream.range(0, CLIENTS).<Callable<Boolean>>mapToObj(rehearsal::part).toList();
      for (var played : threads.invokeAll(parts)) {
        played.get();
      }
    }
  }

  /// That of pods, which nobody makes when the server is alone.
  private void ensureAccount() {
    client
        .serviceAccounts()
        .inNamespace(NAMESPACE)
        .resource(
            new ServiceAccountBuilder().withNewMetadata().withName("default").endMetadata().build())
        .createOr(NonDeletingOperation::update);
  }

  private Callable<Boolean> part(int number) {
    return () -> {
      for (var round = 0; round < ROUNDS; round++) {
        write("rehearsal-%d-%d".formatted(number, round));
        if (round % ROUNDS_PER_POD == 0) {
          run("rehearsal-%d-%d".formatted(number, round));
        }
      }
      return true;
    };
  }

  private void write(String name) {
    var configMaps = client.configMaps().inNamespace(NAMESPACE);
    configMaps.resource(configMap(name, "created")).create();
    configMaps.withName(name).get();
    configMaps.list(new ListOptionsBuilder().withLimit(10L).build());
    configMaps
        .withName(name)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"state\":\"patched\"}}");
    configMaps.resource(configMap(name, "applied")).forceConflicts().serverSideApply();
    configMaps.resource(configMap(name, "updated")).update();
    configMaps.withName(name).delete();
  }

  private void run(String name) {
    var pods = client.pods().inNamespace(NAMESPACE);
    pods.resource(pod(name)).create();
    pods.withName(name).get();
    pods.withName(name).withGracePeriod(0).delete();
  }

  private static ConfigMap configMap(String name, String state) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Map.of("app", "rehearsal", "state", state))
        .endMetadata()
        .withData(Map.of("state", state, "text", "to be or not to be ".repeat(20)))
        .build();
  }

  /// Bound to a node that there is not, so that nobody runs it.
  private static Pod pod(String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Map.of("app", "rehearsal"))
        .endMetadata()
        .withNewSpec()
        .withNodeName("nowhere")
        .addNewContainer()
        .withName("actor")
        .withImage("example.test/actor:1")
        .addNewPort()
        .withContainerPort(8080)
        .endPort()
        .withCommand(List.of("act", "--once"))
        .endContainer()
        .endSpec()
        .build();
  }
}
