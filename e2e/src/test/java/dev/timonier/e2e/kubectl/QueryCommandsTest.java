package dev.timonier.e2e.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Editor;
import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.SharedSite;
import dev.timonier.e2e.fixture.Site;
import dev.timonier.e2e.fixture.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Objects are shown in every form, explained, edited and deleted.
@ExtendWith(SharedSite.class)
@ParameterizedClass
@EnumSource
record QueryCommandsTest(Release release) {
  private static Site site;
  private static Kubectl kubectl;

  @BeforeParameterizedClassInvocation
  static void start(Release release, Site shared) {
    site = shared;
    kubectl = release.at(site, "query");
    for (var name : new String[] {"one", "two", "three"}) {
      kubectl.run("create", "configmap", name, "--from-literal=length=" + name.length());
      kubectl.run("label", "configmap", name, "shown=yes");
    }
  }

  private static String get(String... options) {
    var line = new ArrayList<>(List.of("get", "configmaps", "-l", "shown"));
    line.addAll(List.of(options));
    return kubectl.run(line.toArray(String[]::new));
  }

  @Test
  void getTables() {
    assertThat(get())
        .containsPattern("NAME +DATA +AGE\none +1 +\\S+\nthree +1 +\\S+\ntwo +1 +\\S+\n");
    assertThat(get("--no-headers", "--show-labels")).containsPattern("^one +1 +\\S+ +shown=yes\n");
    assertThat(get("-o", "wide", "-L", "shown")).containsPattern("NAME +DATA +AGE +SHOWN\n");
    assertThat(get("--sort-by=.data.length", "--no-headers"))
        .containsPattern("(one|two).*\n(one|two).*\nthree.*\n");
    assertThat(get("--chunk-size=1", "--no-headers").lines()).hasSize(3);
    assertThat(kubectl.run("get", "configmaps", "-A", "--field-selector=metadata.name=two"))
        .containsPattern("NAMESPACE +NAME +DATA +AGE\n(.*\n)*" + kubectl.namespace() + " +two ");
    assertThat(kubectl.run("get", "cm/one", "serviceaccounts/default"))
        .containsPattern("configmap/one +1 .*\n\n.*\nserviceaccount/default +\\S+\n");
    assertThat(kubectl.attempt("get", "pods").err())
        .isEqualTo("No resources found in %s namespace.\n".formatted(kubectl.namespace()));
    assertThat(kubectl.run("get", "secret", "none", "--ignore-not-found")).isEmpty();
    assertThat(kubectl.attempt("get", "nothing").err())
        .contains("the server doesn't have a resource type \"nothing\"");
  }

  @Test
  void getDocuments() {
    assertThat(get("-o", "name")).isEqualTo("configmap/one\nconfigmap/three\nconfigmap/two\n");
    assertThat(get("-o", "json")).contains("\"kind\": \"List\"", "\"length\": \"5\"");
    assertThat(get("-o", "yaml")).contains("kind: List", "length: \"5\"");
    assertThat(kubectl.run("get", "configmap", "one", "-o", "yaml"))
        .startsWith("apiVersion: v1\ndata:\n  length: \"3\"\nkind: ConfigMap\nmetadata:\n");
    assertThat(kubectl.run("get", "--raw", "/api/v1/namespaces/" + kubectl.namespace()))
        .matches(
            "\\{\"kind\":\"Namespace\",\"apiVersion\":\"v1\",\"metadata\":\\{\"name\":\"[^\"]+\","
                + "\"uid\":\"[^\"]+\",\"resourceVersion\":\"\\d+\",\"creationTimestamp\":.*\n");
  }

  @Test
  void getTemplates() throws IOException {
    var directory = site.directory("templates");
    var path = Files.writeString(directory.resolve("path"), "{.items[*].data.length}");
    var go = Files.writeString(directory.resolve("go"), "{{len .items}}");
    var columns =
        Files.writeString(
            directory.resolve("columns"), "N           L\n.metadata.name .data.length\n");

    assertThat(get("-o", "jsonpath={range .items[?(@.data.length==\"3\")]}{.metadata.name},{end}"))
        .isEqualTo("one,two,");
    assertThat(get("-o", "jsonpath-file=" + path)).isEqualTo("3 5 3");
    assertThat(get("-o", "go-template={{range .items}}{{.metadata.name}} {{end}}"))
        .isEqualTo("one three two ");
    assertThat(get("-o", "go-template-file=" + go)).isEqualTo("3");
    assertThat(get("-o", "custom-columns=N:.metadata.name,L:.data.length,X:.none"))
        .containsPattern("N +L +X\none +3 +<none>\n");
    assertThat(get("-o", "custom-columns-file=" + columns)).containsPattern("N +L\none +3\n");
  }

  @Test
  void getWatch() {
    try (var watch = kubectl.start("get", "secrets", "--watch", "--output-watch-events")) {
      kubectl.run("create", "secret", "generic", "watched");
      watch.awaitMatch("ADDED +watched +Opaque +0 ");
      kubectl.run("patch", "secret", "watched", "-p", "{\"stringData\":{\"a\":\"b\"}}");
      watch.awaitMatch("MODIFIED +watched +Opaque +1 ");
      kubectl.run("delete", "secret", "watched");
      watch.awaitMatch("DELETED +watched +Opaque +1 ");
    }
  }

  @Test
  void explain() {
    assertThat(kubectl.run("explain", "deploy.spec.strategy.rollingUpdate"))
        .containsPattern("KIND: +Deployment\nVERSION: +(apps/)?v1\n")
        .contains("maxSurge", "maxUnavailable", "rolling update");
    assertThat(kubectl.run("explain", "pod.spec", "--recursive"))
        .containsPattern("containers\\s+<\\[](Container|Object)>")
        .containsPattern("restartPolicy\\s+<string>");
    assertThat(kubectl.run("explain", "hpa", "--api-version=autoscaling/v1"))
        .containsPattern("VERSION: +(autoscaling/)?v1\n");
    assertThat(kubectl.attempt("explain", "pod.spec.none").err())
        .contains("field \"none\" does not exist");
  }

  @Test
  void edit() throws IOException {
    kubectl.run("create", "configmap", "edited", "--from-literal=a=x");

    assertThat(editing("sed -i 's/a: x/a: q/' \"$1\"").run("edit", "configmap", "edited"))
        .isEqualTo("configmap/edited edited\n");
    assertThat(kubectl.field("configmap/edited", ".data.a")).isEqualTo("q");
    var nothing = editing("true").attempt("edit", "configmap", "edited");
    assertThat(nothing.exitCode()).isZero();
    assertThat(nothing.err()).contains("Edit cancelled, no changes made.");
    var refused =
        editing("sed -i 's/name: edited/name: other/' \"$1\"")
            .attempt("edit", "configmap", "edited");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("At least one of apiVersion, kind and name was changed");
  }

  private static Kubectl editing(String script) throws IOException {
    return kubectl.with("KUBE_EDITOR", Editor.script(site, script).toString());
  }

  private static void deployment(String name) {
    kubectl.run("create", "deployment", name, "--image=" + site.image());
    Wait.until(() -> !pods(name).isEmpty());
  }

  private static String pods(String app) {
    return kubectl.run("get", "pods", "-l", "app=" + app, "-o", "name");
  }

  private static String replicaSets(String app) {
    return kubectl.run("get", "replicasets", "-l", "app=" + app, "-o", "name");
  }

  @Test
  void deleteInBackground() {
    deployment("background");

    assertThat(kubectl.run("delete", "deployment", "background"))
        .startsWith("deployment.apps \"background\" deleted");
    Wait.until(() -> replicaSets("background").isEmpty() && pods("background").isEmpty());
  }

  @Test
  void deleteInForeground() {
    deployment("foreground");
    kubectl.run("delete", "deployment", "foreground", "--cascade=foreground", "--timeout=60s");

    assertThat(replicaSets("foreground")).isEmpty();
  }

  /// What belongs to it stays, and belongs to nobody then.
  @Test
  void deleteAndOrphan() {
    deployment("orphan");
    kubectl.run("delete", "deployment", "orphan", "--cascade=orphan");
    var orphan = replicaSets("orphan").strip();

    assertThat(orphan).isNotEmpty();
    assertThat(kubectl.field(orphan, ".metadata.ownerReferences")).isEmpty();
    kubectl.run("delete", orphan);
  }

  @Test
  void deleteBySelectors() {
    for (var name : new String[] {"d1", "d2", "d3", "d4"}) {
      kubectl.run("create", "secret", "generic", name);
      kubectl.run("label", "secret", name, "odd=" + (name.equals("d1") || name.equals("d3")));
    }

    assertThat(kubectl.run("delete", "secret", "d2", "--dry-run=server"))
        .startsWith("secret \"d2\" deleted")
        .contains("(server dry run)");
    assertThat(kubectl.run("delete", "secrets", "-l", "odd=true").lines()).hasSize(2);
    kubectl.run("delete", "secrets", "--field-selector=metadata.name=d2");
    assertThat(kubectl.run("get", "secrets", "-o", "name")).isEqualTo("secret/d4\n");
    kubectl.run("delete", "secrets", "--all");
    assertThat(kubectl.run("get", "secrets", "-o", "name")).isEmpty();
    assertThat(kubectl.attempt("delete", "secret", "d4").err())
        .contains("secrets \"d4\" not found");
    assertThat(kubectl.run("delete", "secret", "d4", "--ignore-not-found")).isEmpty();
  }

  @Test
  void deleteAtOnce() {
    kubectl.run("run", "now", "--image=" + site.image());
    var forced = kubectl.attempt("delete", "pod", "now", "--force", "--grace-period=0");

    assertThat(forced.orFail()).contains("pod \"now\" force deleted");
    assertThat(forced.err()).contains("mmediate deletion does not wait for confirmation");
    assertThat(kubectl.attempt("get", "pod", "now").err()).contains("NotFound");
  }
}
