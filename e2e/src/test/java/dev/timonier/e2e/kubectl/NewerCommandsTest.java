package dev.timonier.e2e.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.SharedSite;
import dev.timonier.e2e.fixture.Site;
import dev.timonier.e2e.fixture.Wait;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What old releases of kubectl have not yet, or ask for by versions of the API that are gone.
@ExtendWith(SharedSite.class)
class NewerCommandsTest {
  private static Site site;
  private static Kubectl kubectl;

  @BeforeAll
  static void start(Site shared) {
    site = shared;
    kubectl = Release.TODAY.at(site, "newer");
  }

  @Test
  void oldReleaseIsToldThatItsVersionsAreGone() {
    var old = Release.V1_20.at(site, "newer");

    assertThat(old.attempt("create", "cronjob", "c", "--image=a", "--schedule=* * * * *").err())
        .contains("the server could not find the requested resource");
    assertThat(old.attempt("create", "pdb", "p", "--selector=a=b", "--min-available=1").err())
        .contains("policy/v1beta1");
  }

  @Test
  void createCronJob() {
    kubectl.run(
        "create", "cronjob", "often", "--image=a", "--schedule=*/5 * * * *", "--", "echo", "x");

    assertThat(kubectl.run("get", "cronjob", "often"))
        .containsPattern("often +\\*/5 \\* \\* \\* \\* +<none> +False +0 +<none> +\\S+\n");
    kubectl.run("create", "job", "once", "--from=cronjob/often");
    assertThat(kubectl.field("job/once", ".metadata.ownerReferences[0].kind")).isEqualTo("CronJob");
    assertThat(kubectl.field("job/once", ".spec.template.spec.containers[0].command"))
        .isEqualTo("[\"echo\",\"x\"]");
  }

  @Test
  void createPodDisruptionBudget() {
    kubectl.run("create", "pdb", "half", "--selector=app=none", "--min-available=50%");

    Wait.untilAsserted(
        () -> assertThat(kubectl.run("get", "pdb", "half")).containsPattern("half +50% +N/A +0 +"));
  }

  @Test
  void createToken() {
    kubectl.run("create", "serviceaccount", "bot");
    var token = kubectl.run("create", "token", "bot", "--duration=10m").strip();

    assertThat(kubectl.run("--token=" + token, "auth", "can-i", "--list")).contains("selfsubject");
    assertThat(kubectl.attempt("create", "token", "bot", "--duration=1s").err())
        .contains("may not specify a duration less than 10 minutes");
  }

  @Test
  void authWhoAmI() {
    assertThat(kubectl.run("auth", "whoami", "--as=jane", "--as-group=devs", "--as-uid=7"))
        .containsPattern("Username +jane\n")
        .containsPattern("UID +7\n")
        .containsPattern("Groups +\\[devs system:authenticated]\n");
  }

  @Test
  void events() {
    kubectl.run("run", "eventful", "--image=" + site.image());

    Wait.untilAsserted(
        () ->
            assertThat(kubectl.run("events", "--for=pod/eventful"))
                .containsPattern("LAST SEEN +TYPE +REASON +OBJECT +MESSAGE\n")
                .containsPattern("Normal +Scheduled +Pod/eventful +Successfully assigned")
                .containsPattern("Normal +Started +Pod/eventful +Container started"));
    assertThat(kubectl.attempt("events", "--types=Warning", "--for=pod/eventful").out()).isEmpty();
  }

  @Test
  void debugWithAnEphemeralContainer() {
    kubectl.run("run", "debugged", "--image=" + site.image());
    kubectl.waitFor("Ready", "pod/debugged");
    var said =
        kubectl.feed(
            "hostname\nexit\n",
            "debug",
            "-i",
            "debugged",
            "--image=" + site.image(),
            "--container=look",
            "--target=debugged",
            "--profile=general",
            "--",
            "sh");

    assertThat(said.orFail()).contains("debugged\n");
    Wait.untilAsserted(
        () ->
            assertThat(
                    kubectl.field(
                        "pod/debugged",
                        ".status.ephemeralContainerStatuses[0].state.terminated.reason"))
                .isEqualTo("Completed"));
  }

  @Test
  void waitForFields() {
    kubectl.run("run", "awaited", "--image=" + site.image());

    assertThat(
            kubectl.run(
                "wait", "--for=jsonpath={.status.phase}=Running", "pod/awaited", "--timeout=60s"))
        .isEqualTo("pod/awaited condition met\n");
    kubectl.run("wait", "--for=jsonpath={.status.podIP}", "pod/awaited", "--timeout=60s");
    kubectl.run("delete", "pod", "awaited", "--wait=false");
    kubectl.run("wait", "--for=delete", "pod/awaited", "--timeout=60s");
    assertThat(kubectl.attempt("get", "pod", "awaited").err()).contains("NotFound");
    var late = kubectl.attempt("wait", "--for=create", "pod/never", "--timeout=1s");
    assertThat(late.err()).contains("timed out waiting for the condition");
  }

  @Test
  void subresources() {
    kubectl.run("create", "deployment", "web", "--image=a", "--replicas=0");

    assertThat(kubectl.run("get", "deployment", "web", "--subresource=scale"))
        .containsPattern("NAME +DESIRED +AVAILABLE +AGE\nweb +0 +0 ");
    kubectl.run(
        "patch",
        "deployment",
        "web",
        "--subresource=scale",
        "--type=merge",
        "-p",
        "{\"spec\":{\"replicas\":1}}");
    assertThat(kubectl.field("deployment/web", ".spec.replicas")).isEqualTo("1");
    kubectl.run(
        "patch",
        "deployment",
        "web",
        "--subresource=status",
        "--type=merge",
        "-p",
        "{\"status\":{\"collisionCount\":3}}");
    assertThat(kubectl.field("deployment/web", ".status.collisionCount")).isEqualTo("3");
  }

  @Test
  void applySet() {
    var apply = new String[] {"apply", "--server-side", "--prune", "--applyset=set", "-f", "-"};
    var alpha = kubectl.with("KUBECTL_APPLYSET", "true");
    alpha.feed(map("first") + map("second"), apply).orFail();

    assertThat(alpha.feed(map("first"), apply).orFail()).contains("configmap/second pruned");
    assertThat(
            kubectl.run("get", "configmaps", "-l", "applyset.kubernetes.io/part-of", "-o", "name"))
        .isEqualTo("configmap/first\n");
  }

  private static String map(String name) {
    return "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}}\n".formatted(name);
  }

  @Test
  void managedFieldsAreShownWhenTheyAreAskedFor() {
    kubectl.run("create", "configmap", "managed", "--from-literal=a=b");

    assertThat(kubectl.run("get", "configmap", "managed", "-o", "yaml"))
        .doesNotContain("managedFields");
    assertThat(kubectl.run("get", "configmap", "managed", "-o", "yaml", "--show-managed-fields"))
        .contains("manager: kubectl-create\n", "f:data:\n");
  }
}
