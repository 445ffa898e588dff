package dev.timonier.server.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.timonier.server.json.JsonReader;
import dev.timonier.server.protobuf.Protobuf;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/// Bodies of objects, in each encoding.
class BodyProperties {
  private static final String JSON = "application/json";
  private static final String YAML = "application/yaml";
  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";
  private static final String PODS = "/api/v1/namespaces/default/pods?dryRun=All";

  private static final String POD =
      """
      {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","labels":{"l":"m"},
      "ownerReferences":[{"apiVersion":"v1","kind":"Node","name":"n","uid":"u"}]},
      "spec":{"containers":[{"name":"c","image":"i","ports":[{"containerPort":80}],
      "env":[{"name":"E","value":"v"},{"name":"F","valueFrom":{"fieldRef":{"fieldPath":"a.b"}}}],
      "resources":{"limits":{"cpu":"500m","memory":"1Gi"}},
      "livenessProbe":{"httpGet":{"path":"/","port":"http"},"periodSeconds":5}}],
      "volumes":[{"name":"v","configMap":{"name":"m","items":[{"key":"k","path":"p"}]}}],
      "tolerations":[{"key":"t","operator":"Exists"}],"terminationGracePeriodSeconds":30,
      "affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":
      {"nodeSelectorTerms":[{"matchExpressions":[{"key":"k","operator":"In","values":["v"]}]}]}}}}}
      """;

  private static final String YAML_POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: &m
        name: a
        labels: {l: "m", n: 'o'}
      spec:
        containers:
        - name: c
          image: >-
            folded
            text
          args: [a, "b\\n", 1]
          command:
          - |
            literal
      """;

  private static final HostileServer SERVER = new HostileServer();

  @AfterContainer
  static void stop() {
    SERVER.close();
  }

  @Provide
  Arbitrary<List<Mutation>> mutations() {
    return Mutation.some();
  }

  @Property(tries = 2000, seed = "20260")
  void anyJsonIsAnswered(@ForAll("mutations") List<Mutation> mutations) {
    SERVER.survives("POST", PODS, JSON, Mutation.all(POD.getBytes(UTF_8), mutations));
  }

  @Property(tries = 2000, seed = "20260")
  void anyYamlIsAnswered(@ForAll("mutations") List<Mutation> mutations) {
    SERVER.survives("POST", PODS, YAML, Mutation.all(YAML_POD.getBytes(UTF_8), mutations));
  }

  @Property(tries = 2000, seed = "20260")
  void anyProtobufIsAnswered(@ForAll("mutations") List<Mutation> mutations) throws Exception {
    var message = Protobuf.bytes(JsonReader.tree(POD.getBytes(UTF_8)));
    SERVER.survives("POST", PODS, PROTOBUF, Mutation.all(message, mutations));
  }

  @Property(tries = 1000, seed = "20260")
  void anyKindIsAnswered(@ForAll("values") String value, @ForAll("places") String place) {
    var object = POD.replaceFirst("\"" + place + "\":", "\"" + place + "\":" + value + ",\"x\":");
    SERVER.survives("POST", PODS, JSON, object.getBytes(UTF_8));
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.of(
        "null",
        "[]",
        "{}",
        "\"\"",
        "0",
        "-1",
        "1.5",
        "1e400",
        "true",
        "[null]",
        "[{}]",
        "[[]]",
        "{\"\":null}",
        "{\"a\":{}}",
        "[1]",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "99999999999999999999",
        "[{},{}]",
        "\"2020-01-01T00:00:00Z\"",
        "{\"limits\":null}",
        "[\"a\"]");
  }

  @Provide
  Arbitrary<String> places() {
    return Arbitraries.of(
        "metadata",
        "labels",
        "ownerReferences",
        "spec",
        "containers",
        "name",
        "ports",
        "env",
        "image",
        "valueFrom",
        "resources",
        "limits",
        "cpu",
        "livenessProbe",
        "port",
        "volumes",
        "configMap",
        "items",
        "tolerations",
        "affinity",
        "nodeSelectorTerms",
        "matchExpressions",
        "values",
        "kind",
        "apiVersion",
        "terminationGracePeriodSeconds",
        "nodeAffinity",
        "containerPort",
        "periodSeconds");
  }

  @Example
  void deepAndRepeatingBodiesAreRefused() {
    SERVER.survives("POST", PODS, JSON, "[".repeat(500_000).getBytes(UTF_8));
    SERVER.survives("POST", PODS, JSON, "{\"a\":".repeat(300_000).getBytes(UTF_8));
    SERVER.survives("POST", PODS, YAML, "[".repeat(500_000).getBytes(UTF_8));
    SERVER.survives("POST", PODS, YAML, "- ".repeat(300_000).getBytes(UTF_8));
    SERVER.survives("POST", PODS, YAML, laughs().getBytes(UTF_8));
    SERVER.survives("POST", PODS, YAML, "a: &a [*a, *a]".getBytes(UTF_8));
    SERVER.survives("POST", PODS, JSON, ("1" + "0".repeat(1_000_000)).getBytes(UTF_8));
    SERVER.survives("POST", PODS, JSON, "{\"spec\":{\"priority\":1e999999999}}".getBytes(UTF_8));
  }

  /// Each line has the one before it ten times.
  private static String laughs() {
    var text = new StringBuilder("a0: &a0 [lol]\n");
    for (var line = 1; line < 12; line++) {
      var again = "*a" + (line - 1);
      text.append("a%d: &a%d [%s]%n".formatted(line, line, (again + ",").repeat(9) + again));
    }
    return text.toString();
  }
}
