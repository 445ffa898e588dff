package dev.timonier.server.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// Patches of every kind, to an object that is there.
class PatchProperties {
  private static final String TARGET = "/api/v1/namespaces/default/podtemplates/a";

  private static final String OBJECT =
      """
      {metadata: {name: a, labels: {l: m}, finalizers: [a.b/c, d.e/f]}, template: {spec: {containers:
      [{name: c, image: i, ports: [{containerPort: 80, protocol: UDP}], env: [{name: E, value: v}]},
      {name: d, image: j}], tolerations: [{key: t, operator: Exists}], volumes: [{name: v, emptyDir: {}}]}}}
      """;

  private static final HostileServer SERVER = new HostileServer();

  @BeforeContainer
  static void createObject() {
    SERVER.client().post("/api/v1/namespaces/default/podtemplates", OBJECT);
  }

  @AfterContainer
  static void stop() {
    SERVER.close();
  }

  private static void patch(String type, String patch, String parameters) {
    var target = TARGET + "?dryRun=All" + parameters;
    SERVER.survives("PATCH", target, "application/" + type, patch.getBytes(UTF_8));
  }

  @Property(tries = 400, seed = "20260")
  void anyJsonPatchIsAnswered(@ForAll("operations") String operations) {
    patch("json-patch+json", operations, "");
  }

  @Provide
  Arbitrary<String> operations() {
    var operations = Arbitraries.of("add", "remove", "replace", "move", "copy", "test", "", "ADD");
    return Combinators.combine(operations, pointers(), pointers(), trees())
        .as(
            (operation, path, from, value) ->
                "{\"op\":\"%s\",\"path\":\"%s\",\"from\":\"%s\",\"value\":%s}"
                    .formatted(operation, path, from, value))
        .list()
        .ofMaxSize(5)
        .map(some -> "[" + String.join(",", some) + "]");
  }

  private static Arbitrary<String> pointers() {
    return Arbitraries.of(
            "metadata",
            "labels",
            "l",
            "finalizers",
            "template",
            "spec",
            "containers",
            "0",
            "1",
            "-",
            "-1",
            "00",
            "2",
            "9999999999",
            "ports",
            "",
            "~0",
            "~1",
            "~2",
            "~",
            "env",
            "name",
            "x")
        .list()
        .ofMaxSize(6)
        .map(words -> words.isEmpty() ? "" : "/" + String.join("/", words));
  }

  @Property(tries = 400, seed = "20260")
  void anyMergePatchIsAnswered(@ForAll("trees") String patch) {
    patch("merge-patch+json", patch, "");
  }

  @Property(tries = 500, seed = "20260")
  void anyStrategicMergePatchIsAnswered(@ForAll("trees") String patch) {
    patch("strategic-merge-patch+json", patch, "");
  }

  @Property(tries = 400, seed = "20260")
  void anyApplyIsAnswered(@ForAll("trees") String patch, @ForAll boolean force) {
    var head = "{\"apiVersion\":\"v1\",\"kind\":\"PodTemplate\",\"template\":";
    patch("apply-patch+yaml", head + patch + "}", "&fieldManager=m&force=" + force);
    patch("apply-patch+yaml", patch, "&fieldManager=m&force=" + force);
  }

  @Property(tries = 400, seed = "20260")
  void anyBytesAreAnswered(
      @ForAll("mutations") List<Mutation> mutations, @ForAll("types") String type) {
    var patch =
        "{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"template\":{\"spec\":{\"containers\":[]}}}";
    var mutated = new String(Mutation.all(patch.getBytes(UTF_8), mutations), UTF_8);
    patch(type, mutated, "&fieldManager=m");
  }

  @Provide
  Arbitrary<List<Mutation>> mutations() {
    return Mutation.some();
  }

  @Provide
  Arbitrary<String> types() {
    return Arbitraries.of(
        "json-patch+json", "merge-patch+json", "strategic-merge-patch+json", "apply-patch+yaml");
  }

  /// Trees of the object's own fields and of the directives of strategic merge patches.
  @Provide
  Arbitrary<String> trees() {
    return Arbitraries.recursive(PatchProperties::leaves, PatchProperties::nested, 0, 6);
  }

  private static Arbitrary<String> leaves() {
    return Arbitraries.of(
        "null",
        "\"a\"",
        "\"replace\"",
        "\"delete\"",
        "\"merge\"",
        "1",
        "-1.5",
        "true",
        "{}",
        "[]",
        "\"c\"");
  }

  private static Arbitrary<String> nested(Arbitrary<String> inner) {
    var list = inner.list().ofMaxSize(3).map(some -> "[" + String.join(",", some) + "]");
    var field = Combinators.combine(keys(), inner).as((key, value) -> "\"" + key + "\":" + value);
    var map = field.list().ofMaxSize(4).map(some -> "{" + String.join(",", some) + "}");
    return Arbitraries.frequencyOf(Tuple.of(3, map), Tuple.of(1, list));
  }

  private static Arbitrary<String> keys() {
    return Arbitraries.of(
        "metadata",
        "labels",
        "l",
        "finalizers",
        "template",
        "spec",
        "containers",
        "name",
        "image",
        "ports",
        "containerPort",
        "protocol",
        "env",
        "tolerations",
        "key",
        "volumes",
        "emptyDir",
        "$patch",
        "$retainKeys",
        "$setElementOrder/containers",
        "$setElementOrder/finalizers",
        "$deleteFromPrimitiveList/finalizers",
        "$setElementOrder/x",
        "managedFields",
        "ownerReferences",
        "annotations",
        "uid",
        "resourceVersion",
        "",
        "x");
  }
}
