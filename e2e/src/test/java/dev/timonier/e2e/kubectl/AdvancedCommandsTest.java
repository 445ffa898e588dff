package dev.timonier.e2e.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Editor;
import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.SharedSite;
import dev.timonier.e2e.fixture.Site;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Objects are made and changed by manifests and patches.
@ExtendWith(SharedSite.class)
@ParameterizedClass
@EnumSource
record AdvancedCommandsTest(Release release) {
  private static Site site;
  private static Kubectl kubectl;

  @BeforeParameterizedClassInvocation
  static void start(Release release, Site shared) {
    site = shared;
    kubectl = release.at(site, "advanced");
  }

  private static String map(String name, String data) {
    return "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}, data: {%s}}"
        .formatted(name, data);
  }

  private static String labelled(String name) {
    return "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, labels: {set: one}}}\n"
        .formatted(name);
  }

  @Test
  void apply() {
    assertThat(kubectl.apply(map("applied", "a: x, b: q")))
        .isEqualTo("configmap/applied created\n");
    assertThat(kubectl.apply(map("applied", "a: x, b: q")))
        .isEqualTo("configmap/applied unchanged\n");
    kubectl.run("patch", "configmap", "applied", "-p", "{\"data\":{\"c\":\"z\"}}");
    assertThat(kubectl.apply(map("applied", "a: w"))).isEqualTo("configmap/applied configured\n");
    assertThat(kubectl.field("configmap/applied", ".data")).isEqualTo("{\"a\":\"w\",\"c\":\"z\"}");
  }

  @Test
  void applyDryRun() {
    kubectl.apply(map("tried", "a: x"));
    var changed = map("tried", "a: q");

    assertThat(kubectl.feed(changed, "apply", "--dry-run=client", "-f", "-").orFail())
        .isEqualTo("configmap/tried configured (dry run)\n");
    assertThat(kubectl.feed(changed, "apply", "--dry-run=server", "-f", "-").orFail())
        .isEqualTo("configmap/tried configured (server dry run)\n");
    assertThat(kubectl.field("configmap/tried", ".data.a")).isEqualTo("x");
  }

  @Test
  void applyPrune() {
    kubectl
        .feed(labelled("kept") + labelled("pruned"), "apply", "-l", "set=one", "-f", "-")
        .orFail();
    var pruned =
        kubectl.feed(
            labelled("kept"),
            "apply",
            "--prune",
            "-l",
            "set=one",
            release.pruneList() + "=core/v1/ConfigMap",
            "-f",
            "-");

    assertThat(pruned.orFail()).contains("configmap/kept unchanged", "configmap/pruned pruned");
    assertThat(kubectl.run("get", "configmaps", "-l", "set=one", "-o", "name"))
        .isEqualTo("configmap/kept\n");
  }

  @Test
  void applyServerSide() {
    assertThat(kubectl.feed(map("served", "a: x"), "apply", "--server-side", "-f", "-").orFail())
        .isEqualTo("configmap/served serverside-applied\n");
    var other = new String[] {"apply", "--server-side", "--field-manager=other", "-f", "-"};
    var refused = kubectl.feed(map("served", "a: q, b: z"), other);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("conflict with \"kubectl\"", ".data.a");
    kubectl
        .feed(
            map("served", "a: q, b: z"),
            "apply",
            "--server-side",
            "--field-manager=other",
            "--force-conflicts",
            "-f",
            "-")
        .orFail();
    kubectl.feed(map("served", "b: z"), other).orFail();
    assertThat(kubectl.field("configmap/served", ".data")).isEqualTo("{\"b\":\"z\"}");
  }

  @Test
  void lastApplied() throws IOException {
    var file = Kubectl.manifest(site.directory("last"), "map.yaml", map("last", "a: x"));
    kubectl.run("create", "-f", file.toString());
    assertThat(kubectl.field("configmap/last", ".metadata.annotations")).isEmpty();
    kubectl.run("apply", "set-last-applied", "--create-annotation", "-f", file.toString());

    assertThat(kubectl.run("apply", "view-last-applied", "configmap/last", "-o", "json"))
        .contains("\"a\": \"x\"");
    var editor = Editor.script(site, "sed -i 's/a: x/a: v/' \"$1\"");
    kubectl
        .with("KUBE_EDITOR", editor.toString())
        .run("apply", "edit-last-applied", "configmap/last");
    assertThat(kubectl.run("apply", "view-last-applied", "configmap/last")).contains("a: v");
  }

  @Test
  void diff() {
    kubectl.apply(map("compared", "a: x"));

    assertThat(kubectl.feed(map("compared", "a: x"), "diff", "-f", "-").orFail()).isEmpty();
    var differs = kubectl.feed(map("compared", "a: q"), "diff", "-f", "-");
    assertThat(differs.exitCode()).isEqualTo(1);
    assertThat(differs.out()).contains("-  a: x", "+  a: q");
    var added = kubectl.feed(map("absent", "a: x"), "diff", "--server-side", "-f", "-");
    assertThat(added.exitCode()).isEqualTo(1);
    assertThat(added.out()).contains("+kind: ConfigMap", "+  name: absent");
    assertThat(kubectl.feed(map("No", "a: x"), "diff", "-f", "-").exitCode()).isGreaterThan(1);
  }

  @Test
  void patch() {
    kubectl.run("create", "deployment", "patched", "--image=a", "--replicas=0");
    var deployment = "deployment/patched";
    var images = ".spec.template.spec.containers[*].image";

    kubectl.run(
        "patch",
        deployment,
        "-p",
        "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"b\",\"image\":\"b\"}]}}}}");
    assertThat(kubectl.field(deployment, images)).isEqualTo("b a");
    kubectl.run(
        "patch",
        deployment,
        "--type=merge",
        "-p",
        "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"c\"}]}}}}");
    assertThat(kubectl.field(deployment, images)).isEqualTo("c");
    kubectl.run(
        "patch",
        deployment,
        "--type=json",
        "-p",
        "[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/image\",\"value\":\"d\"}]");
    assertThat(kubectl.field(deployment, images)).isEqualTo("d");
    assertThat(kubectl.run("patch", deployment, "-p", "{}"))
        .isEqualTo("deployment.apps/patched patched (no change)\n");
    assertThat(kubectl.attempt("patch", deployment, "-p", "{\"spec\":{\"replicas\":-1}}").err())
        .contains("spec.replicas: Invalid value: -1: must be greater than or equal to 0");
    var test = "[{\"op\":\"test\",\"path\":\"/kind\",\"value\":\"Pod\"}]";
    assertThat(kubectl.attempt("patch", deployment, "--type=json", "-p", test).exitCode())
        .isEqualTo(1);
  }

  @Test
  void replace() {
    kubectl.apply(map("replaced", "a: x"));
    var uid = kubectl.field("configmap/replaced", ".metadata.uid");

    assertThat(kubectl.feed(map("replaced", "b: q"), "replace", "-f", "-").orFail())
        .isEqualTo("configmap/replaced replaced\n");
    assertThat(kubectl.field("configmap/replaced", ".data")).isEqualTo("{\"b\":\"q\"}");
    assertThat(kubectl.field("configmap/replaced", ".metadata.uid")).isEqualTo(uid);
    assertThat(kubectl.feed(map("replaced", "c: z"), "replace", "--force", "-f", "-").orFail())
        .contains("configmap \"replaced\" deleted", "configmap/replaced replaced");
    assertThat(kubectl.field("configmap/replaced", ".metadata.uid")).isNotEqualTo(uid);
    assertThat(kubectl.feed(map("none", "a: x"), "replace", "-f", "-").err())
        .contains("configmaps \"none\" not found");
  }

  @Test
  void waits() {
    kubectl.run("create", "deployment", "awaited", "--image=" + site.image());
    assertThat(
            kubectl.run("wait", "--for=condition=Available", "deployment/awaited", "--timeout=60s"))
        .isEqualTo("deployment.apps/awaited condition met\n");
    kubectl.run("wait", "--for=condition=Ready", "pod", "-l", "app=awaited", "--timeout=60s");
    var late =
        kubectl.attempt("wait", "--for=condition=Failed", "deployment/awaited", "--timeout=1s");
    assertThat(late.exitCode()).isEqualTo(1);
    assertThat(late.err()).contains("timed out waiting for the condition on deployments/awaited");
    kubectl.run("delete", "deployment", "awaited", "--wait=false");
    assertThat(kubectl.attempt("wait", "--for=delete", "deployment/awaited", "--timeout=60s").out())
        .isIn("deployment.apps/awaited condition met\n", "");
    assertThat(kubectl.attempt("get", "deployment", "awaited").err()).contains("NotFound");
  }

  @Test
  void kustomize() throws IOException {
    var directory = site.directory("kustomize");
    Kubectl.manifest(directory, "map.yaml", map("base", "a: x"));
    Kubectl.manifest(
        directory,
        "kustomization.yaml",
        """
        namePrefix: my-
        commonLabels: {team: red}
        resources: [map.yaml]
        configMapGenerator:
        - {name: made, literals: [color=blue]}
        """);

    assertThat(kubectl.run("kustomize", directory.toString()))
        .contains("name: my-base", "team: red");
    assertThat(kubectl.run("apply", "-k", directory.toString()))
        .contains("configmap/my-base created")
        .containsPattern("configmap/my-made-\\w{10} created");
    assertThat(kubectl.run("get", "-k", directory.toString(), "-o", "name").lines()).hasSize(2);
    assertThat(kubectl.run("delete", "-k", directory.toString())).contains("\"my-base\" deleted");
  }
}
