package dev.timonier.cluster.command;

import static dev.timonier.cluster.command.Stage.JSON;

import dev.timonier.cluster.command.Stage.Line;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What clients ask of a server now and then: other kinds, forms and ways of writing, and what is
/// refused.
final class Variety {
  static final String MERGE = "application/merge-patch+json";
  static final String APPLY = "application/apply-patch+yaml";

  private static final int TIMES = 30;
  private static final String STRATEGIC = "application/strategic-merge-patch+json";
  private static final String JSON_PATCH = "application/json-patch+json";
  private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io," + JSON;
  private static final String METADATA =
      "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io," + JSON;
  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf," + JSON;
  private static final String GROUPS =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList," + JSON;
  private static final String KUBECTL = "?fieldManager=kubectl-create&fieldValidation=Strict";
  private static final String DEFAULT = "{'metadata': {'name': 'default'}}";
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

  private final Stage stage;
  private final int first;

  /// @param time how often there was variety before, so that names are new
  Variety(Stage stage, int time) {
    this.stage = stage;
    first = time * TIMES;
  }

  /// Makes the account without which no pod is taken, where no controller does.
  static void prepare(Stage stage) throws IOException, InterruptedException {
    stage.tryOut(Line.with("POST", "/api/v1/namespaces/default/serviceaccounts", JSON, DEFAULT));
  }

  void play() throws InterruptedException, ExecutionException {
    Stage.repeat(TIMES, n -> play("play-" + (first + n)));
  }

  private void play(String name) throws IOException, InterruptedException {
    for (var line : lines(name).toList()) {
      stage.tryOut(line, "User-Agent", "kubectl/v1.36.2 (linux/amd64) kubernetes/rehearsal");
    }
    askAsPod(name);
  }

  /// Requests that only the account of a pod makes; most of them are refused.
  private void askAsPod(String name) throws IOException, InterruptedException {
    var account = "/api/v1/namespaces/" + name + "/serviceaccounts/default";
    var token = TOKEN.matcher(stage.tryOut(Line.with("POST", account + "/token", JSON, "{}")));
    if (token.find()) {
      var authorization = "Bearer " + token.group(1);
      for (var path : List.of("/apis", account, "/version", "/api/v1/nodes")) {
        stage.tryOut(Line.get(path), "Authorization", authorization);
      }
    }
  }

  /// Watches of one kind, most of them plain.
  static Stream<Line> watches(String path, int number) {
    var watch = path + "?watch=true";
    var bookmarks = watch + "&allowWatchBookmarks=true&timeoutSeconds=600";
    var all = bookmarks + "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan";
    var special =
        List.of(
            Line.get(bookmarks),
            Line.get(bookmarks + "&resourceVersion=0"),
            Line.get(all).accepting(PROTOBUF),
            Line.get(bookmarks).accepting(PROTOBUF),
            Line.get(watch).accepting(TABLE),
            Line.get(all).accepting(METADATA),
            Line.get(watch + "&fieldSelector=metadata.name%3Drehearsal-1"),
            Line.get(watch + "&labelSelector=state%3Dwatched"));
    return Stream.concat(
        special.stream(), IntStream.range(special.size(), number).mapToObj(_ -> Line.get(watch)));
  }

  private static Stream<Line> lines(String name) {
    return Stream.of(discovery(), core(name), pods(name), apps(name), reads(name), refused(name))
        .flatMap(List::stream);
  }

  private static List<Line> discovery() {
    return List.of(
        Line.get("/api").accepting(GROUPS),
        Line.get("/apis").accepting(GROUPS),
        Line.get("/apis"),
        Line.get("/api/v1"),
        Line.get("/apis/apps/v1"),
        Line.get("/openapi/v3"),
        Line.get("/version"),
        Line.get("/readyz"),
        Line.get("/healthz"),
        Line.get("/no/such/path"));
  }

  private static List<Line> core(String name) {
    var namespaces = "/api/v1/namespaces";
    var core = namespaces + "/" + name + "/";
    var named = "{'metadata': {'name': '%s'}}".formatted(name);
    var lease = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/" + name;
    return List.of(
        Line.with("POST", namespaces + KUBECTL, JSON, named),
        Line.with("POST", core + "serviceaccounts" + KUBECTL, JSON, DEFAULT),
        Line.with(
            "POST",
            core + "secrets",
            JSON,
            "{'metadata': {'generateName': 'secret-'}, 'stringData': {'key': 'value'}}"),
        Line.with(
            "POST",
            core + "services",
            JSON,
            """
            {'metadata': {'name': '%s', 'labels': {'app': 'play'}},
             'spec': {'selector': {'app': 'play'}, 'ports': [{'port': 80, 'targetPort': 8080}]}}
            """
                .formatted(name)),
        Line.with(
            "POST",
            core + "events",
            JSON,
            """
            {'metadata': {'generateName': 'event-'}, 'reason': 'Played', 'type': 'Normal',
             'involvedObject': {'kind': 'Pod', 'namespace': '%s', 'name': '%s'}}
            """
                .formatted(name, name)),
        Line.with("POST", core + "configmaps?dryRun=All", JSON, named),
        Line.with("POST", core + "configmaps", JSON, named),
        Line.with(
            "PATCH",
            core + "configmaps/" + name,
            JSON_PATCH,
            "[{'op': 'add', 'path': '/data', 'value': {'a': 'b'}}]"),
        Line.with(
            "PATCH", core + "configmaps/" + name, STRATEGIC, "{'data': {'a': null, 'c': 'd'}}"),
        Line.with(
            "PUT",
            lease,
            JSON,
            "{'metadata': {'name': '%s'}, 'spec': {'holderIdentity': 'play'}}".formatted(name)),
        Line.with("DELETE", core + "configmaps", "", ""),
        Line.with("DELETE", core + "services/" + name, "", ""));
  }

  private static List<Line> pods(String name) {
    var node = "/api/v1/nodes/" + name;
    var pods = "/api/v1/namespaces/" + name + "/pods";
    var pod = pods + "/" + name;
    var ready =
        "{'status': {'phase': 'Running', 'conditions': [{'type': 'Ready', 'status': 'True'}]}}";
    return List.of(
        Line.with("POST", "/api/v1/nodes", JSON, "{'metadata': {'name': '%s'}}".formatted(name)),
        Line.with(
            "PATCH",
            node + "/status",
            STRATEGIC,
            "{'status': {'conditions': [{'type': 'Ready', 'status': 'True'}]}}"),
        Line.with(
            "POST",
            pods,
            JSON,
            """
            {'metadata': {'name': '%s', 'labels': {'app': 'play'}},
             'spec': {'containers': [{'name': 'actor', 'image': 'example.test/actor'}]}}
            """
                .formatted(name)),
        Line.with(
            "POST", pod + "/binding", JSON, "{'target': {'kind': 'Node', 'name': 'nowhere'}}"),
        Line.with("PATCH", pod + "/status", STRATEGIC, ready),
        Line.get(pods + "?fieldSelector=spec.nodeName%3Dnowhere").accepting(PROTOBUF),
        Line.get(pods).accepting(TABLE),
        Line.with("DELETE", pod, "", ""),
        Line.with("DELETE", pod + "?gracePeriodSeconds=0", "", ""),
        Line.with("DELETE", node, "", ""));
  }

  private static List<Line> apps(String name) {
    var deployments = "/apis/apps/v1/namespaces/" + name + "/deployments";
    var deployment = deployments + "/" + name;
    var whole =
        """
        {'apiVersion': 'apps/v1', 'kind': 'Deployment', 'metadata': {'name': '%s'},
         'spec': {'replicas': 0, 'selector': {'matchLabels': {'app': 'play'}},
          'template': {'metadata': {'labels': {'app': 'play'}},
           'spec': {'containers': [{'name': 'actor', 'image': 'example.test/actor:1'}]}}}}
        """
            .formatted(name);
    var image =
        """
        {'spec': {'template': {'spec': {
         'containers': [{'name': 'actor', 'image': 'example.test/actor:2'}]}}}}
        """;
    return List.of(
        Line.with("POST", deployments + KUBECTL, JSON, whole),
        Line.with("PATCH", deployment + "?fieldManager=play&force=true", APPLY, whole),
        Line.with("PATCH", deployment, STRATEGIC, image),
        Line.with("PATCH", deployment + "/status", MERGE, "{'status': {'replicas': 0}}"),
        Line.get(deployment + "/scale"),
        Line.get(deployments).accepting(TABLE),
        Line.with("DELETE", deployment, JSON, "{'propagationPolicy': 'Background'}"));
  }

  private static List<Line> reads(String name) {
    var core = "/api/v1/namespaces/" + name + "/";
    return List.of(
        Line.get("/api/v1/namespaces/" + name).accepting(TABLE),
        Line.get("/api/v1/namespaces").accepting(TABLE),
        Line.get(core + "serviceaccounts/default").accepting(PROTOBUF),
        Line.get(core + "secrets?labelSelector=app+in+(play)&limit=10"),
        Line.get(core + "events?fieldSelector=reason%3DPlayed"),
        Line.get("/api/v1/services?resourceVersion=0"),
        Line.get("/api/v1/nodes/" + name + "?pretty=true").accepting("application/yaml"),
        Line.get(core + "configmaps").accepting(METADATA));
  }

  /// What is not there, is there already, is not allowed, or is not well formed.
  private static List<Line> refused(String name) {
    var core = "/api/v1/namespaces/" + name + "/";
    return List.of(
        Line.get(core + "configmaps/nothing"),
        Line.get(core + "nothings"),
        Line.with("POST", core + "serviceaccounts", JSON, DEFAULT),
        Line.with("POST", core + "configmaps", JSON, "{'metadata': {'name': 'No_Name'}}"),
        Line.with("POST", core + "configmaps", JSON, "{'metadata': "),
        Line.with("POST", core + "configmaps" + KUBECTL, JSON, "{'nothing': 1}"),
        Line.with(
            "PUT",
            core + "serviceaccounts/default",
            JSON,
            "{'metadata': {'name': 'default', 'resourceVersion': '1'}}"),
        Line.with("DELETE", core + "secrets/nothing", "", ""),
        Line.with("PUT", core, JSON, "{}"));
  }
}
