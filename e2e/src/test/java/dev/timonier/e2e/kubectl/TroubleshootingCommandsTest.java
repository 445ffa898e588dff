package dev.timonier.e2e.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Command;
import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.SharedSite;
import dev.timonier.e2e.fixture.Site;
import dev.timonier.e2e.fixture.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Commands that reach into containers, and tell what happens and who may what.
@ExtendWith(SharedSite.class)
@ParameterizedClass
@EnumSource
record TroubleshootingCommandsTest(Release release) {
  private static Site site;
  private static Kubectl kubectl;

  @BeforeParameterizedClassInvocation
  static void start(Release release, Site shared) {
    site = shared;
    kubectl = release.at(site, "trouble");
    kubectl.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, labels: {app: web}}
        spec:
          terminationGracePeriodSeconds: 0
          containers:
          - {name: main, image: "%1$s"}
          - name: second
            image: "%1$s"
            command: [sh, -c, 'for i in 1 2 3; do echo line $i; done; cat']
            stdin: true
        """
            .formatted(site.image()));
    kubectl.run("create", "service", "clusterip", "web", "--tcp=80:8080");
    kubectl.waitFor("Ready", "pod/web");
    kubectl.awaitLog("web", "started v1\n", "-c", "main");
    kubectl.awaitLog("web", "line 1\nline 2\nline 3\n", "-c", "second");
  }

  private static String page(String address) {
    return new Command(Map.of()).run("curl", "-sS", "-m", "60", "http://" + address).orFail();
  }

  @Test
  void logs() {
    assertThat(kubectl.run("logs", "web", "-c", "second", "--tail=2"))
        .isEqualTo("line 2\nline 3\n");
    assertThat(kubectl.run("logs", "web", "-c", "second", "--limit-bytes=6")).isEqualTo("line 1");
    assertThat(kubectl.run("logs", "web", "-c", "second", "--since=1h", "--timestamps"))
        .containsPattern("(?m)^\\d{4}-\\d\\d-\\d\\dT\\S+Z line 3$");
    assertThat(kubectl.run("logs", "-l", "app=web", "--all-containers", "--prefix"))
        .contains("[pod/web/main] started v1\n", "[pod/web/second] line 1\n");
    assertThat(kubectl.attempt("logs", "web", "-c", "main", "--previous").err())
        .contains("previous terminated container \"main\" in pod \"web\" not found");
    assertThat(kubectl.attempt("logs", "web", "-c", "none").err())
        .contains("container none is not valid for pod web");
    assertThat(kubectl.attempt("logs", "none").err()).contains("pods \"none\" not found");
  }

  @Test
  void exec() {
    assertThat(kubectl.run("exec", "web", "-c", "main", "--", "hostname")).isEqualTo("web\n");
    assertThat(kubectl.feed("in", "exec", "-i", "web", "-c", "main", "--", "cat").orFail())
        .isEqualTo("in");
    var failed = kubectl.attempt("exec", "web", "-c", "main", "--", "sh", "-c", "exit 7");
    assertThat(failed.exitCode()).isEqualTo(7);
    assertThat(failed.err()).isEqualTo("command terminated with exit code 7\n");
    assertThat(kubectl.attempt("exec", "web", "-c", "main", "--", "/none").exitCode()).isNotZero();
    assertThat(kubectl.attempt("exec", "web", "-c", "none", "--", "true").err())
        .contains("container none is not valid for pod web");
  }

  @Test
  void attach() {
    kubectl.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: echo}
        spec:
          restartPolicy: Never
          containers:
          - {name: main, image: "%s", command: [cat], stdin: true, stdinOnce: true}
        """
            .formatted(site.image()));
    kubectl.waitFor("Ready", "pod/echo");

    assertThat(kubectl.feed("said\n", "attach", "-i", "echo", "-c", "main").orFail())
        .contains("said\n");
    Wait.until(() -> kubectl.field("pod/echo", ".status.phase").equals("Succeeded"));
    assertThat(kubectl.attempt("attach", "echo").err())
        .contains("cannot attach a container in a completed pod; current phase is Succeeded");
  }

  @Test
  void copy() throws IOException {
    var directory = site.directory("copy");
    Files.createDirectories(directory.resolve("tree/below"));
    Files.writeString(directory.resolve("tree/below/file"), "kept");
    kubectl.run("cp", directory.resolve("tree").toString(), "web:/tmp/tree", "-c", "main");
    kubectl.run("cp", "web:/tmp/tree", directory.resolve("back").toString(), "-c", "main");

    assertThat(directory.resolve("back/below/file")).hasContent("kept");
  }

  @Test
  void portForward() {
    try (var forward = kubectl.start("port-forward", "service/web", ":80")) {
      var port = forward.awaitMatch("Forwarding from 127.0.0.1:(\\d+) -> 8080").group(1);

      assertThat(page("127.0.0.1:" + port)).contains("web v1");
    }
    assertThat(kubectl.attempt("port-forward", "service/web", ":81").err())
        .contains("Service web does not have a service port 81");
  }

  @Test
  void proxy() {
    try (var proxy = kubectl.start("proxy", "--port=0", "--reject-paths=^/version")) {
      var port = proxy.awaitMatch("Starting to serve on 127.0.0.1:(\\d+)").group(1);
      var pods = "127.0.0.1:" + port + "/api/v1/namespaces/" + kubectl.namespace() + "/pods/";

      assertThat(page(pods + "web")).contains("\"name\": \"web\"", "  \"kind\": \"Pod\"");
      assertThat(page(pods + "web:8080/proxy/")).contains("web v1");
      assertThat(page("127.0.0.1:" + port + "/version")).contains("Forbidden");
    }
  }

  @Test
  void authCanI() {
    kubectl.run("create", "rolebinding", "viewers", "--clusterrole=view", "--user=jane");

    assertThat(kubectl.run("auth", "can-i", "delete", "nodes")).contains("yes\n");
    assertThat(kubectl.run("auth", "can-i", "list", "pods", "--as=jane")).isEqualTo("yes\n");
    var refused = kubectl.attempt("auth", "can-i", "delete", "pods/web", "--as=jane");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out()).startsWith("no");
    assertThat(kubectl.attempt("auth", "can-i", "list", "pods", "--as=jane", "-q").out()).isEmpty();
    assertThat(kubectl.run("auth", "can-i", "get", "/healthz", "--as=jane")).contains("yes\n");
    assertThat(kubectl.run("auth", "can-i", "--list", "--as=jane"))
        .containsPattern("pods +\\[] +\\[] +\\[get list watch]");
  }

  @Test
  void authReconcile() {
    kubectl.run("create", "role", "reconciled", "--verb=get", "--resource=pods");
    var role =
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: reconciled, namespace: %s}
        rules:
        - {apiGroups: [""], resources: [services], verbs: [list]}
        """
            .formatted(kubectl.namespace());

    assertThat(kubectl.feed(role, "auth", "reconcile", "-f", "-").orFail())
        .contains("role.rbac.authorization.k8s.io/reconciled reconciled");
    assertThat(kubectl.field("role/reconciled", ".rules[*].resources[0]"))
        .isEqualTo("pods services");
    kubectl.feed(role, "auth", "reconcile", "--remove-extra-permissions", "-f", "-").orFail();
    assertThat(kubectl.field("role/reconciled", ".rules[*].resources[0]")).isEqualTo("services");
  }

  @Test
  void debugACopy() {
    kubectl.run("run", "broken", "--image=none/such");
    kubectl.run(
        "debug", "broken", "--copy-to=mended", "--set-image=*=" + site.image(), "--attach=false");
    kubectl.waitFor("Ready", "pod/mended");

    assertThat(kubectl.field("pod/mended", ".spec.containers[0].image")).isEqualTo(site.image());
  }

  @Test
  void describe() {
    Wait.untilAsserted(
        () ->
            assertThat(kubectl.run("describe", "pod", "web"))
                .containsPattern("Status: +Running\n")
                .containsPattern("Container ID: +\\S+")
                .containsPattern("Ready +True")
                .containsPattern("QoS Class: +BestEffort\n")
                .containsPattern("Normal +Scheduled .* Successfully assigned \\S+/web to ")
                .containsPattern("Normal +Started .* Container started"));
    assertThat(kubectl.run("describe", "pods", "-l", "app=none")).doesNotContain("web");
    assertThat(kubectl.attempt("describe", "pod", "none").err())
        .contains("pods \"none\" not found");
  }
}
