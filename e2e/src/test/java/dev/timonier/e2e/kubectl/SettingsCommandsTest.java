package dev.timonier.e2e.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.SharedSite;
import dev.timonier.e2e.fixture.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Settings of objects, and what kubectl knows of the server.
@ExtendWith(SharedSite.class)
@ParameterizedClass
@EnumSource
record SettingsCommandsTest(Release release) {
  private static Kubectl kubectl;

  @BeforeParameterizedClassInvocation
  static void start(Release release, Site site) {
    kubectl = release.at(site, "settings");
  }

  private static String configMap(String name) {
    kubectl.run("create", "configmap", name);
    return "configmap/" + name;
  }

  @Test
  void label() {
    var map = configMap("labelled");

    assertThat(kubectl.run("label", map, "team=red", "tier=web"))
        .isEqualTo("configmap/labelled labeled\n");
    var again = kubectl.attempt("label", map, "team=blue");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("'team' already has a value (red), and --overwrite is false");
    kubectl.run("label", map, "team=blue", "tier-", "--overwrite");
    assertThat(kubectl.run("label", map, "--list")).isEqualTo("team=blue\n");
    kubectl.run("label", "configmaps", "-l", "team=blue", "found=yes");
    assertThat(kubectl.run("get", "configmaps", "-l", "found in (yes),team!=red", "-L", "team"))
        .containsPattern("labelled +0 +\\S+ +blue\n");
    assertThat(kubectl.attempt("label", map, "team=not valid", "--overwrite").err())
        .contains("invalid label value: \"team=not valid\"");
  }

  @Test
  void annotate() {
    var map = configMap("annotated");

    assertThat(kubectl.run("annotate", map, "example.com/note=two words", "other=x"))
        .isEqualTo("configmap/annotated annotated\n");
    assertThat(kubectl.attempt("annotate", map, "other=y").err())
        .contains("--overwrite is false but found the following declared annotation(s)");
    kubectl.run("annotate", map, "other-");
    assertThat(kubectl.field(map, ".metadata.annotations"))
        .isEqualTo("{\"example.com/note\":\"two words\"}");
    assertThat(kubectl.attempt("annotate", map, "a=b", "--resource-version=1").err())
        .contains("the object has been modified; please apply your changes to the latest version");
  }

  @Test
  void apiResources() {
    assertThat(kubectl.run("api-resources"))
        .containsPattern("pods +po +v1 +true +Pod\n")
        .containsPattern("ingresses +ing +networking.k8s.io/v1 +true +Ingress\n")
        .containsPattern("clusterroles +rbac.authorization.k8s.io/v1 +false +ClusterRole\n");
    assertThat(kubectl.run("api-resources", "--api-group=batch", "-o", "name").lines())
        .containsExactlyInAnyOrder("cronjobs.batch", "jobs.batch");
    assertThat(
            kubectl.run("api-resources", "--namespaced=false", "--verbs=list,patch", "-o", "name"))
        .contains("nodes\n", "persistentvolumes\n")
        .doesNotContain("pods\n", "tokenreviews");
  }

  @Test
  void apiVersions() {
    assertThat(kubectl.run("api-versions").lines())
        .contains("v1", "apps/v1", "batch/v1", "autoscaling/v1", "autoscaling/v2")
        .doesNotContain("batch/v1beta1", "policy/v1beta1", "extensions/v1beta1");
  }

  @Test
  void version() {
    assertThat(kubectl.run("version", "-o", "json"))
        .contains("\"serverVersion\"", "\"gitVersion\": \"v1.36.2\"", "\"minor\": \"36\"");
  }

  @Test
  void options() {
    assertThat(kubectl.run("options")).contains("--as-group=[]", "--request-timeout='0'");
    assertThat(kubectl.attempt("get", "configmaps", "--as=nobody").err())
        .contains(
            "User \"nobody\" cannot list resource \"configmaps\" in API group \"\" in the namespace"
                + " \""
                + kubectl.namespace()
                + "\"");
    assertThat(kubectl.run("get", "configmaps", "--request-timeout=60s", "-v=6")).isNotEmpty();
  }
}
