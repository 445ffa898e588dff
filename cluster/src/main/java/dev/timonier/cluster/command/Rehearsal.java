package dev.timonier.cluster.command;

import static dev.timonier.cluster.command.Stage.JSON;

import dev.timonier.cluster.command.Stage.Line;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutionException;

/// What clients ask of a server all the time, asked over the network and often enough that the Java
/// machine notes how its code is used. The next one knows from the start what is worth compiling,
/// and how.
///
/// One kind of request is made after the other, as the kind that comes late has to be noted as well
/// as the first, and before them whatever else clients ask: what the rehearsal does not have is
/// taken for what never happens, and all that was compiled on this assumption is thrown away when
/// it happens. The first time all goes over HTTP/1.1, as Fabric8 speaks, then over one connection
/// of HTTP/2, as kubectl does. Requests are put together as text, so that most of the time goes to
/// the server.
final class Rehearsal {
  private static final int TIMES = 4;
  private static final int WATCHES = 50;
  private static final int ROUNDS_PER_LIST = 50;
  private static final int ROUNDS_PER_WATCHED = 5;
  private static final int ROUNDS_PER_POD = 3;
  private static final String CORE = "/api/v1/namespaces/default/";
  private static final String CONFIG_MAPS = CORE + "configmaps";
  private static final String PODS = CORE + "pods";

  private final Stage stage;
  private final int rounds;

  private Rehearsal(Stage stage, int rounds) {
    this.stage = stage;
    this.rounds = rounds;
  }

  /// @param rounds how often each kind of request is made
  static void play(Path kubeconfig, int rounds)
      throws InterruptedException, ExecutionException, GeneralSecurityException, IOException {
    var config = Config.fromKubeconfig(kubeconfig.toFile());
    var server = URI.create(config.getMasterUrl());
    var tls = SSLUtils.sslContext(config);
    for (var time = 0; time < TIMES; time++) {
      try (var stage = new Stage(server, tls, time == 0 ? Version.HTTP_1_1 : Version.HTTP_2)) {
        Variety.prepare(stage);
        new Variety(stage, time).play();
        new Rehearsal(stage, rounds / TIMES).play();
      }
    }
  }

  private void play() throws InterruptedException, ExecutionException {
    each(rounds, n -> Line.with("POST", CONFIG_MAPS, JSON, configMap(n, "created")));
    each(rounds, n -> Line.get(path(n)));
    each(rounds / ROUNDS_PER_LIST, _ -> Line.get(CONFIG_MAPS));
    each(rounds / ROUNDS_PER_LIST, _ -> Line.get(CONFIG_MAPS + "?limit=100"));
    each(rounds, n -> Line.with("PATCH", path(n), Variety.MERGE, "{'data': {'state': 'patched'}}"));
    each(rounds, n -> Line.with("PATCH", applied(n), Variety.APPLY, configMap(n, "applied")));
    each(rounds, n -> Line.with("PUT", path(n), JSON, configMap(n, "updated")));
    watch(rounds / ROUNDS_PER_WATCHED);
    var pods = rounds / ROUNDS_PER_POD;
    each(pods, n -> Line.with("POST", PODS, JSON, pod(n)));
    each(pods, n -> Line.get(PODS + "/" + name(n)));
    each(pods, n -> Line.with("DELETE", PODS + "/" + name(n), JSON, "{'gracePeriodSeconds': 0}"));
    each(rounds, n -> Line.with("DELETE", path(n), "", ""));
  }

  /// The line of each number.
  private interface Lines {
    Line line(int number);
  }

  private void each(int times, Lines lines) throws InterruptedException, ExecutionException {
    Stage.repeat(times, n -> stage.ask(lines.line(n)));
  }

  private void watch(int times) throws InterruptedException, ExecutionException {
    var watches = Variety.watches(CONFIG_MAPS, WATCHES).map(stage::watch).toList();
    each(times, n -> Line.with("POST", CONFIG_MAPS, JSON, configMap(rounds + n, "watched")));
    each(times, n -> Line.with("DELETE", path(rounds + n), "", ""));
    watches.forEach(watch -> watch.cancel(true));
  }

  private static String name(int number) {
    return "rehearsal-" + number;
  }

  private static String path(int number) {
    return CONFIG_MAPS + "/" + name(number);
  }

  private static String applied(int number) {
    return path(number) + "?fieldManager=rehearsal&force=true";
  }

  private static String configMap(int number, String state) {
    return """
        {'apiVersion': 'v1', 'kind': 'ConfigMap',
         'metadata': {'name': '%s', 'labels': {'app': 'rehearsal', 'state': '%s'}},
         'data': {'state': '%s', 'text': '%s'}}
        """
        .formatted(name(number), state, state, "to be or not to be ".repeat(20));
  }

  /// Bound to a node that there is not, so that nobody runs it.
  private static String pod(int number) {
    return """
        {'apiVersion': 'v1', 'kind': 'Pod',
         'metadata': {'name': '%s', 'labels': {'app': 'rehearsal'}},
         'spec': {'nodeName': 'nowhere', 'containers': [
           {'name': 'actor', 'image': 'example.test/actor:1', 'command': ['act', '--once'],
            'ports': [{'containerPort': 8080}], 'env': [{'name': 'ROLE', 'value': 'ghost'}],
            'readinessProbe': {'httpGet': {'path': '/', 'port': 8080}},
            'resources': {'requests': {'cpu': '10m', 'memory': '16Mi'}}}]}}
        """
        .formatted(name(number));
  }
}
