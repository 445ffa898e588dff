package dev.timonier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Command;
import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.SharedSite;
import dev.timonier.e2e.fixture.Site;
import dev.timonier.e2e.fixture.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The walk of a newcomer whose kubectl is years older than the cluster. It streams over SPDY.
@ExtendWith(SharedSite.class)
class DebianKubectlTest {
  private static Site site;
  private static Kubectl kubectl;

  @BeforeAll
  static void start(Site shared) {
    site = shared;
    kubectl = Kubectl.ofDebian(site.cluster(), "debian");
    kubectl.run("create", "deployment", "web", "--image=" + site.image(), "--replicas=2");
    kubectl.rolledOut("deployment/web");
    kubectl.serves("app=web");
  }

  private static String pod() {
    return kubectl.run("get", "pods", "-l", "app=web", "-o", "jsonpath={.items[0].metadata.name}");
  }

  private static String page(String address) {
    return new Command(Map.of()).run("curl", "-sS", "-m", "5", "http://" + address).out();
  }

  @Test
  void tellsWhatThereIs() {
    assertThat(kubectl.run("version", "--short")).contains("Server Version: v1.36.2");
    assertThat(kubectl.run("get", "nodes", "-o", "wide"))
        .contains("Ready", "v1.36.2", "process://");
    assertThat(kubectl.run("describe", "pod", pod()))
        .contains("Container ID:", "Container started");
    assertThat(kubectl.run("api-resources"))
        .containsPattern("deployments +deploy +apps/v1 +true +Deployment")
        .containsPattern("cronjobs +cj +batch/v1 +true +CronJob");
    assertThat(kubectl.run("explain", "deployment.spec.strategy"))
        .contains("KIND:     Deployment", "rollingUpdate", "<Object>", "type");
  }

  @Test
  void exposesScalesAndRollsOut() {
    kubectl.run("create", "deployment", "shop", "--image=" + site.image());
    kubectl.run("expose", "deployment", "shop", "--port=80", "--target-port=8080");
    kubectl.run("scale", "deployment", "shop", "--replicas=3");
    kubectl.rolledOut("deployment/shop");
    var address = kubectl.field("service/shop", ".spec.clusterIP");
    var pages = new HashSet<String>();
    Wait.until(
        () -> {
          pages.add(page(address));
          pages.removeIf(page -> !page.contains("v1"));
          return pages.size() == 3;
        });

    kubectl.run("set", "env", "deployment", "shop", "COLOR=blue");
    kubectl.rolledOut("deployment/shop");
    kubectl.run("rollout", "undo", "deployment", "shop");
    kubectl.rolledOut("deployment/shop");
    assertThat(kubectl.run("rollout", "history", "deployment", "shop")).contains("2", "3");
    assertThat(kubectl.run("delete", "deployment,service", "shop"))
        .contains("deployment.apps \"shop\" deleted", "service \"shop\" deleted");
  }

  @Test
  void appliesComparesAndDeletesADirectory() throws IOException {
    var directory = site.directory("manifests");
    Kubectl.manifest(
        directory,
        "1.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        data: {color: blue}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: key}
        stringData: {token: abc}
        """);
    Kubectl.manifest(
        directory,
        "2.yaml",
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: hello}
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
              - name: hello
                image: %s
                command: [sh, -c, 'echo "$COLOR $(cat /key/token)"']
                env:
                - name: COLOR
                  valueFrom: {configMapKeyRef: {name: settings, key: color}}
                volumeMounts: [{name: key, mountPath: /key}]
              volumes: [{name: key, secret: {secretName: key}}]
        """
            .formatted(site.image()));
    kubectl.run("apply", "-f", directory.toString());
    kubectl.waitFor("complete", "job/hello");

    assertThat(kubectl.run("logs", "-f", "job/hello")).isEqualTo("blue abc\n");
    var settings = directory.resolve("1.yaml");
    Files.writeString(settings, Files.readString(settings).replace("blue", "red"));
    var difference = kubectl.attempt("diff", "-f", settings.toString());
    assertThat(difference.out()).contains("-  color: blue", "+  color: red");
    assertThat(difference.exitCode()).isEqualTo(1);
    assertThat(kubectl.run("apply", "-f", settings.toString()))
        .contains("configmap/settings configured");
    assertThat(kubectl.run("delete", "-f", directory.toString()))
        .contains("configmap \"settings\" deleted", "job.batch \"hello\" deleted");
  }

  @Test
  void followsLogsUntilTheContainerEnds() throws InterruptedException {
    kubectl.run(
        "run",
        "counter",
        "--image=" + site.image(),
        "--restart=Never",
        "--",
        "sh",
        "-c",
        "echo one; while [ ! -e /tmp/go ]; do sleep 0.1; done; echo two");
    kubectl.waitFor("Ready", "pod/counter");
    try (var logs = kubectl.start("logs", "-f", "counter")) {
      logs.awaitSaid("one\n");
      kubectl.run("exec", "counter", "--", "sh", "-c", "echo >/tmp/go");
      assertThat(logs.exitCode()).isZero();
      assertThat(logs.said()).isEqualTo("one\ntwo\n");
    }
    kubectl.run("delete", "pod", "counter", "--now");
  }

  @Test
  void runsCommandsInsideContainers() {
    var pod = pod();

    assertThat(kubectl.run("exec", pod, "--", "hostname")).isEqualTo(pod + "\n");
    assertThat(kubectl.feed("hello\n", "exec", "-i", pod, "--", "cat").orFail())
        .isEqualTo("hello\n");
    var failed = kubectl.attempt("exec", pod, "--", "sh", "-c", "echo no >&2; exit 3");
    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.err()).isEqualTo("no\ncommand terminated with exit code 3\n");
  }

  @Test
  void forwardsPorts() {
    try (var forward = kubectl.start("port-forward", "deployment/web", ":8080")) {
      var port = forward.awaitMatch("Forwarding from 127.0.0.1:(\\d+) -> 8080").group(1);

      assertThat(page("127.0.0.1:" + port)).contains("v1");
      assertThat(page("127.0.0.1:" + port)).contains("v1");
    }
  }

  @Test
  void copiesFilesBothWays() throws IOException {
    var directory = site.directory("copy");
    var there = Files.writeString(directory.resolve("there"), "kept\n".repeat(100_000));
    var pod = pod();
    kubectl.run("cp", there.toString(), pod + ":/tmp/there");
    kubectl.run("cp", pod + ":/tmp/there", directory.resolve("back").toString());

    assertThat(directory.resolve("back")).hasSameTextualContentAs(there);
  }

  @Test
  void runsAShellAndTakesItAway() {
    var said =
        kubectl.feed(
            "echo in $(hostname)\nexit 0\n",
            "run",
            "shell",
            "-i",
            "--rm",
            "--restart=Never",
            "--image=" + site.image(),
            "--",
            "sh");

    assertThat(said.orFail()).contains("in shell", "pod \"shell\" deleted");
    Wait.until(() -> kubectl.attempt("get", "pod", "shell").err().contains("NotFound"));
  }

  @Test
  void watchesPods() throws InterruptedException {
    try (var watch = kubectl.start("get", "pods", "-w", "-o", "wide")) {
      watch.awaitSaid(pod());
      kubectl.run("run", "seen", "--image=" + site.image());
      kubectl.waitFor("Ready", "pod/seen");
      watch.awaitMatch("seen +1/1 +Running");
      kubectl.run("delete", "pod", "seen", "--now");
    }
  }
}
