package dev.timonier.cluster.command;

import static java.net.HttpURLConnection.HTTP_BAD_REQUEST;
import static java.net.HttpURLConnection.HTTP_CONFLICT;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// What clients ask of a server all the time, asked over the network and often enough that the Java
/// machine notes how its code is used. The next one knows from the start what is worth compiling,
/// and how.
///
/// Requests are put together as text, so that most of the time goes to the server.
final class Rehearsal {
  private static final int CLIENTS = 16;
  private static final int WATCHES = 10;
  private static final int LISTED = 100;
  private static final int ROUNDS_PER_POD = 4;
  private static final int ROUNDS_PER_LIST = 20;
  private static final String CORE = "/api/v1/namespaces/default/";
  private static final String CONFIG_MAPS = CORE + "configmaps";
  private static final String PODS = CORE + "pods";
  private static final String JSON = "application/json";

  private final KubernetesClient client;
  private final int rounds;

  private Rehearsal(KubernetesClient client, int rounds) {
    this.client = client;
    this.rounds = rounds;
  }

  /// Plays until every client has had its rounds.
  static void play(Path kubeconfig, int rounds) throws InterruptedException, ExecutionException {
    var config = Config.fromKubeconfig(kubeconfig.toFile());
    try (var client = new KubernetesClientBuilder().withConfig(config).build();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var rehearsal = new Rehearsal(client, rounds);
      rehearsal.prepare();
      var watches = IntStream.range(0, WATCHES).mapToObj(_ -> rehearsal.watch()).toList();
      var parts = IntStream.range(0, CLIENTS).<Callable<Boolean>>mapToObj(rehearsal::part).toList();
      for (var played : threads.invokeAll(parts)) {
        played.get();
      }
      watches.forEach(Watch::close);
    }
  }

  /// The account of pods, which nobody makes when the server is alone, and what is listed.
  private void prepare() {
    ask("POST", CORE + "serviceaccounts", JSON, "{'metadata': {'name': 'default'}}");
    for (var number = 0; number < LISTED; number++) {
      ask("POST", CONFIG_MAPS, JSON, configMap("set-" + number, "set"));
    }
  }

  private Watch watch() {
    return client.configMaps().inNamespace("default").watch(new Audience());
  }

  /// For whom it is enough that changes come.
  private static final class Audience implements Watcher<ConfigMap> {
    @Override
    public void eventReceived(Action action, ConfigMap seen) {}

    @Override
    public void onClose(WatcherException cause) {}
  }

  private Callable<Boolean> part(int number) {
    return () -> {
      for (var round = 0; round < rounds / CLIENTS; round++) {
        var name = "rehearsal-%d-%d".formatted(number, round);
        write(name);
        if (round % ROUNDS_PER_LIST == 0) {
          ask("GET", CONFIG_MAPS + "?limit=" + LISTED, JSON, "");
        }
        if (round % ROUNDS_PER_POD == 0) {
          run(name);
        }
      }
      return true;
    };
  }

  private void write(String name) {
    var path = CONFIG_MAPS + "/" + name;
    ask("POST", CONFIG_MAPS, JSON, configMap(name, "created"));
    ask("GET", path, JSON, "");
    ask("PATCH", path, "application/merge-patch+json", "{'data': {'state': 'patched'}}");
    ask(
        "PATCH",
        path + "?fieldManager=rehearsal&force=true",
        "application/apply-patch+yaml",
        configMap(name, "applied"));
    ask("PUT", path, JSON, configMap(name, "updated"));
    ask("DELETE", path, JSON, "");
  }

  private void run(String name) {
    ask("POST", PODS, JSON, pod(name));
    ask("GET", PODS + "/" + name, JSON, "");
    ask("DELETE", PODS + "/" + name, JSON, "{'gracePeriodSeconds': 0}");
  }

  private static String configMap(String name, String state) {
    return """
        {'apiVersion': 'v1', 'kind': 'ConfigMap',
         'metadata': {'name': '%s', 'labels': {'app': 'rehearsal', 'state': '%s'}},
         'data': {'state': '%s', 'text': '%s'}}
        """
        .formatted(name, state, state, "to be or not to be ".repeat(20));
  }

  /// Bound to a node that there is not, so that nobody runs it.
  private static String pod(String name) {
    return """
        {'apiVersion': 'v1', 'kind': 'Pod',
         'metadata': {'name': '%s', 'labels': {'app': 'rehearsal'}},
         'spec': {'nodeName': 'nowhere', 'containers': [
           {'name': 'actor', 'image': 'example.test/actor:1', 'command': ['act', '--once'],
            'ports': [{'containerPort': 8080}], 'env': [{'name': 'ROLE', 'value': 'ghost'}],
            'resources': {'requests': {'cpu': '10m', 'memory': '16Mi'}}}]}}
        """
        .formatted(name);
  }

  /// @param body with single quotes; what is there already is as good
  private void ask(String method, String path, String type, String body) {
    var http = client.getHttpClient();
    var request =
        http.newHttpRequestBuilder()
            .uri(URI.create(client.getMasterUrl().toString()).resolve(path))
            .header("Accept", JSON);
    var asked =
        body.isEmpty()
            ? request.method(method, null, null)
            : request.method(method, type, body.replace('\'', '"'));
    var code = http.sendAsync(asked.build(), byte[].class).join().code();
    if (code >= HTTP_BAD_REQUEST && code != HTTP_CONFLICT) {
      throw new IllegalStateException(method + " " + path + ": " + code);
    }
  }
}
