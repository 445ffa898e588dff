package dev.timonier.e2e.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.SharedSite;
import dev.timonier.e2e.fixture.Site;
import dev.timonier.e2e.fixture.Wait;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Rollouts, scales and autoscalers.
@ExtendWith(SharedSite.class)
@ParameterizedClass
@EnumSource
record DeployCommandsTest(Release release) {
  private static Site site;
  private static Kubectl kubectl;

  @BeforeParameterizedClassInvocation
  static void start(Release release, Site shared) {
    site = shared;
    kubectl = release.at(site, "deploy");
  }

  private static String deployment(String name, int replicas) {
    kubectl.run("create", "deployment", name, "--image=" + site.image(), "--replicas=" + replicas);
    return "deployment/" + name;
  }

  @Test
  void rolloutHistoryStatusAndUndo() {
    var web = deployment("web", 1);
    assertThat(kubectl.run("rollout", "status", web, "--timeout=60s"))
        .contains("deployment \"web\" successfully rolled out");
    kubectl.run("annotate", web, "kubernetes.io/change-cause=first");
    kubectl.run("set", "env", web, "COLOR=red");
    kubectl.run("annotate", web, "kubernetes.io/change-cause=second", "--overwrite");
    Wait.untilAsserted(
        () ->
            assertThat(kubectl.run("rollout", "history", web))
                .containsPattern("1 +first\n2 +second\n"));

    assertThat(kubectl.run("rollout", "history", web, "--revision=2"))
        .contains("deployment.apps/web with revision #2")
        .containsPattern("COLOR:\\s+red");
    assertThat(kubectl.run("rollout", "undo", web, "--to-revision=1"))
        .isEqualTo("deployment.apps/web rolled back\n");
    assertThat(kubectl.field(web, ".spec.template.spec.containers[0].env")).isEmpty();
    assertThat(kubectl.attempt("rollout", "undo", web, "--to-revision=9").err())
        .contains("unable to find specified revision 9 in history");
    assertThat(kubectl.attempt("rollout", "history", web, "--revision=9").exitCode()).isEqualTo(1);
  }

  @Test
  void rolloutPauseResumeAndRestart() {
    var paused = deployment("paused", 0);

    assertThat(kubectl.run("rollout", "pause", paused))
        .isEqualTo("deployment.apps/paused paused\n");
    assertThat(kubectl.attempt("rollout", "pause", paused).err()).contains("is already paused");
    assertThat(kubectl.attempt("rollout", "restart", paused).err())
        .contains("can't restart paused deployment (run rollout resume first)");
    kubectl.run("rollout", "resume", paused);
    assertThat(kubectl.run("rollout", "restart", paused))
        .isEqualTo("deployment.apps/paused restarted\n");
    assertThat(kubectl.field(paused, ".spec.template.metadata.annotations"))
        .contains("kubectl.kubernetes.io/restartedAt");
  }

  @Test
  void rolloutOfOtherKinds() {
    for (var kind : List.of("DaemonSet", "StatefulSet")) {
      kubectl.apply(
          """
          apiVersion: apps/v1
          kind: %s
          metadata: {name: other}
          spec:
            selector: {matchLabels: {app: %s}}
            template:
              metadata: {labels: {app: %s}}
              spec:
                terminationGracePeriodSeconds: 0
                containers: [{name: main, image: "%s"}]
          """
              .formatted(kind, kind, kind, site.image()));
      var other = kind.toLowerCase(Locale.ROOT) + "/other";
      kubectl.rolledOut(other);
      kubectl.run("set", "env", other, "COLOR=red");
      kubectl.rolledOut(other);
      assertThat(kubectl.run("rollout", "history", other)).contains("1", "2");
      assertThat(kubectl.run("rollout", "undo", other))
          .isEqualTo("%s.apps/other rolled back\n".formatted(kind.toLowerCase(Locale.ROOT)));
      kubectl.rolledOut(other);
      assertThat(kubectl.field(other, ".spec.template.spec.containers[0].env")).isEmpty();
    }
  }

  @Test
  void scale() {
    var scaled = deployment("scaled", 0);

    assertThat(kubectl.run("scale", scaled, "--current-replicas=0", "--replicas=2"))
        .isEqualTo("deployment.apps/scaled scaled\n");
    assertThat(kubectl.attempt("scale", scaled, "--current-replicas=7", "--replicas=3").err())
        .contains("Expected replicas to be 7, was 2");
    kubectl.run("wait", "--for=condition=Available", scaled, "--timeout=60s");
    kubectl.run("scale", "--replicas=0", "deployment", "-l", "app=scaled");
    assertThat(kubectl.field(scaled, ".spec.replicas")).isEqualTo("0");
    assertThat(kubectl.attempt("scale", "deployment/none", "--replicas=1").err())
        .contains("deployments.apps \"none\" not found");
    assertThat(kubectl.attempt("scale", "configmap/kube-root-ca.crt", "--replicas=1").exitCode())
        .isEqualTo(1);
  }

  @Test
  void autoscale() {
    var automatic = deployment("automatic", 0);

    assertThat(kubectl.run("autoscale", automatic, "--min=1", "--max=3", "--cpu-percent=80"))
        .isEqualTo("horizontalpodautoscaler.autoscaling/automatic autoscaled\n");
    assertThat(kubectl.run("get", "hpa"))
        .containsPattern("automatic +Deployment/automatic +.*<unknown>/80% +1 +3 +");
    assertThat(kubectl.attempt("autoscale", automatic, "--max=3").err())
        .contains("horizontalpodautoscalers.autoscaling \"automatic\" already exists");
  }

  @Test
  void setImageEnvironmentAndResources() {
    var set = deployment("set", 0);
    kubectl.run("create", "configmap", "colors", "--from-literal=color=blue");
    var container = ".spec.template.spec.containers[0]";

    assertThat(kubectl.run("set", "image", set, "*=r.example.com/web:2"))
        .isEqualTo("deployment.apps/set image updated\n");
    assertThat(kubectl.field(set, container + ".image")).isEqualTo("r.example.com/web:2");
    kubectl.run("set", "env", set, "A=1", "B=2");
    kubectl.run("set", "env", set, "--from=configmap/colors", "--prefix=MY_", "A-");
    assertThat(kubectl.run("set", "env", set, "--list"))
        .contains("B=2", "MY_COLOR from configmap colors, key color")
        .doesNotContain("A=1");
    kubectl.run("set", "resources", set, "--limits=cpu=1500m,memory=1Gi", "--requests=cpu=0.5");
    assertThat(kubectl.field(set, container + ".resources"))
        .isEqualTo(
            "{\"limits\":{\"cpu\":\"1500m\",\"memory\":\"1Gi\"},\"requests\":{\"cpu\":\"500m\"}}");
    kubectl.run("set", "serviceaccount", set, "default");
    assertThat(kubectl.field(set, ".spec.template.spec.serviceAccountName")).isEqualTo("default");
  }

  @Test
  void setSelectorAndSubject() {
    kubectl.run("create", "service", "clusterip", "chosen", "--tcp=80");
    kubectl.run("set", "selector", "service", "chosen", "app=other");
    kubectl.run("create", "rolebinding", "devs", "--clusterrole=view", "--user=jane");
    kubectl.run("set", "subject", "rolebinding", "devs", "--group=all", "--user=joe");

    assertThat(kubectl.field("service/chosen", ".spec.selector")).isEqualTo("{\"app\":\"other\"}");
    assertThat(kubectl.field("rolebinding/devs", ".subjects[*].name")).isEqualTo("jane joe all");
  }
}
