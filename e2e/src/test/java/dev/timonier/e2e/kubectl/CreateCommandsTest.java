package dev.timonier.e2e.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.SharedSite;
import dev.timonier.e2e.fixture.Site;
import dev.timonier.e2e.fixture.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/// Objects are made from the command line alone, by each generator of `kubectl create`, by `run`
/// and by `expose`.
@ExtendWith(SharedSite.class)
@ParameterizedClass
@EnumSource
record CreateCommandsTest(Release release) {
  /// What a generator makes.
  ///
  /// @param line after `kubectl create`; `{ns}` is the namespace's name, `{dir}` a directory
  /// @param object as `kubectl get` takes it
  /// @param path of a field, and its value
  private record Generator(String line, String object, String path, String value) {
    @Override
    public String toString() {
      return line;
    }
  }

  static final List<Generator> GENERATORS =
      List.of(
          new Generator(
              "clusterrole {ns} --verb=get,list --resource=pods,deployments.apps",
              "clusterrole/{ns}",
              ".rules",
              "[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"get\",\"list\"]},"
                  + "{\"apiGroups\":[\"apps\"],\"resources\":[\"deployments\"],"
                  + "\"verbs\":[\"get\",\"list\"]}]"),
          new Generator(
              "clusterrole {ns}-all --aggregation-rule=team={ns}",
              "clusterrole/{ns}-all",
              ".aggregationRule.clusterRoleSelectors[0].matchLabels.team",
              "{ns}"),
          new Generator(
              "clusterrolebinding {ns} --clusterrole=view --user=jane --group=devs"
                  + " --serviceaccount={ns}:default",
              "clusterrolebinding/{ns}",
              ".subjects[*].kind",
              "User Group ServiceAccount"),
          new Generator(
              "configmap settings --from-literal=color=blue --from-file={dir}/file"
                  + " --from-file=other={dir}/file",
              "configmap/settings",
              ".data",
              "{\"color\":\"blue\",\"file\":\"A=1\\nB=2\\n\",\"other\":\"A=1\\nB=2\\n\"}"),
          new Generator(
              "configmap variables --from-env-file={dir}/file",
              "configmap/variables",
              ".data",
              "{\"A\":\"1\",\"B\":\"2\"}"),
          new Generator(
              "deployment web --image=none/such --replicas=0 --port=80",
              "deployment/web",
              ".spec.template.spec.containers[0].ports[0].containerPort",
              "80"),
          new Generator(
              "ingress front --class=some --rule=shop.example.com/pay*=web:80,tls=cert",
              "ingress/front",
              ".spec.rules[0].http.paths[0].pathType",
              "Prefix"),
          new Generator(
              "job once --image=none/such -- true",
              "job/once",
              ".spec.template.spec.containers[0].command",
              "[\"true\"]"),
          new Generator(
              "priorityclass {ns} --value=7 --description=seven --preemption-policy=Never",
              "priorityclass/{ns}",
              ".value",
              "7"),
          new Generator(
              "quota limits --hard=pods=100 --scopes=NotTerminating",
              "quota/limits",
              ".spec.scopes[0]",
              "NotTerminating"),
          new Generator(
              "quota many --hard=pods=100,services=50", "quota/many", ".spec.hard.pods", "100"),
          new Generator(
              "role reader --verb=get --resource=pods/log --resource-name=one",
              "role/reader",
              ".rules[0].resourceNames[0]",
              "one"),
          new Generator(
              "rolebinding readers --role=reader --group=devs",
              "rolebinding/readers",
              ".roleRef.kind",
              "Role"),
          new Generator(
              "secret generic key --from-literal=token=abc --type=example.com/key",
              "secret/key",
              ".data.token",
              "YWJj"),
          new Generator(
              "secret docker-registry pull --docker-server=r.example.com --docker-username=u"
                  + " --docker-password=p",
              "secret/pull",
              ".type",
              "kubernetes.io/dockerconfigjson"),
          new Generator(
              "secret tls cert --cert={pki}/ca.crt --key={pki}/ca.key",
              "secret/cert",
              ".type",
              "kubernetes.io/tls"),
          new Generator(
              "service clusterip inside --tcp=80:8080",
              "service/inside",
              ".spec.ports[0].targetPort",
              "8080"),
          new Generator(
              "service clusterip headless --clusterip=None",
              "service/headless",
              ".spec.clusterIP",
              "None"),
          new Generator(
              "service nodeport outside --tcp=80", "service/outside", ".spec.type", "NodePort"),
          new Generator(
              "service loadbalancer balanced --tcp=80",
              "service/balanced",
              ".spec.type",
              "LoadBalancer"),
          new Generator(
              "service externalname elsewhere --external-name=example.com",
              "service/elsewhere",
              ".spec.externalName",
              "example.com"),
          new Generator("serviceaccount bot", "serviceaccount/bot", ".metadata.name", "bot"));

  private static Site site;
  private static Kubectl kubectl;
  private static Path directory;

  @BeforeParameterizedClassInvocation
  static void start(Release release, Site shared) throws IOException {
    site = shared;
    kubectl = release.at(site, "create");
    directory = site.directory("create");
    Files.writeString(directory.resolve("file"), "A=1\nB=2\n");
  }

  private static String filled(String text) {
    return text.replace("{ns}", kubectl.namespace())
        .replace("{dir}", directory.toString())
        .replace("{pki}", site.cluster().directory().resolve("pki").toString());
  }

  @ParameterizedTest
  @FieldSource("GENERATORS")
  void generator(Generator generator) {
    var line = filled("create " + generator.line()).split(" ");

    assertThat(kubectl.run(line)).contains(" created");
    assertThat(kubectl.field(filled(generator.object()), generator.path()))
        .isEqualTo(filled(generator.value()));
  }

  @Test
  void generatorsRefuseWhatIsThere() {
    kubectl.run("create", "serviceaccount", "twice");
    var again = kubectl.attempt("create", "serviceaccount", "twice");

    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("serviceaccounts \"twice\" already exists");
  }

  @Test
  void dryRunLeavesNothing() {
    assertThat(
            kubectl.run(
                "create", "deployment", "dry", "--image=a", "--dry-run=client", "-o", "yaml"))
        .contains("kind: Deployment", "app: dry")
        .doesNotContain("uid:");
    assertThat(
            kubectl.run(
                "create", "deployment", "dry", "--image=a", "--dry-run=server", "-o", "yaml"))
        .contains("progressDeadlineSeconds: 600", "uid: ");
    assertThat(kubectl.attempt("get", "deployment", "dry").err()).contains("NotFound");
  }

  @Test
  void createFromFiles() {
    var list =
        """
        apiVersion: v1
        kind: List
        items:
        - {apiVersion: v1, kind: ConfigMap, metadata: {name: first}}
        - {apiVersion: v1, kind: ConfigMap, metadata: {name: second}}
        """;

    assertThat(kubectl.feed(list, "create", "-f", "-").orFail())
        .isEqualTo("configmap/first created\nconfigmap/second created\n");
    var again = kubectl.feed(list, "create", "-f", "-");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err())
        .contains("Error from server (AlreadyExists): ")
        .contains("configmaps \"first\" already exists", "configmaps \"second\" already exists");
  }

  @Test
  void run() {
    assertThat(
            kubectl.run(
                "run",
                "small",
                "--image=" + site.image(),
                "--labels=a=b,c=d",
                "--env=COLOR=blue",
                "--port=8080",
                "--restart=Never",
                "--",
                "sh",
                "-c",
                "echo $COLOR"))
        .isEqualTo("pod/small created\n");
    Wait.until(() -> kubectl.field("pod/small", ".status.phase").equals("Succeeded"));

    assertThat(kubectl.run("logs", "small")).isEqualTo("blue\n");
    assertThat(kubectl.run("get", "pods", "-l", "a=b,c in (d)")).contains("small", "Completed");
  }

  @Test
  void expose() {
    kubectl.run("create", "deployment", "shown", "--image=a", "--replicas=0");

    assertThat(kubectl.run("expose", "deployment", "shown", "--port=80", "--type=NodePort"))
        .isEqualTo("service/shown exposed\n");
    assertThat(kubectl.field("service/shown", ".spec.selector")).isEqualTo("{\"app\":\"shown\"}");
    kubectl.run("expose", "service", "shown", "--name=again", "--port=81", "--target-port=x");
    assertThat(kubectl.field("service/again", ".spec.ports[0].targetPort")).isEqualTo("x");
    assertThat(kubectl.attempt("expose", "deployment", "none", "--port=1").err())
        .contains("deployments.apps \"none\" not found");
  }
}
