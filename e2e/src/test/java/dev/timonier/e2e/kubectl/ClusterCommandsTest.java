package dev.timonier.e2e.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Command;
import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.SharedSite;
import dev.timonier.e2e.fixture.Site;
import dev.timonier.e2e.fixture.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Management of the cluster and its nodes. What is done to a node is done to one of the test's
/// own, on which nothing runs: the pods of the true one belong to all tests.
@ExtendWith(SharedSite.class)
@ParameterizedClass
@EnumSource
record ClusterCommandsTest(Release release) {
  private static Site site;
  private static Kubectl kubectl;

  @BeforeParameterizedClassInvocation
  static void start(Release release, Site shared) {
    site = shared;
    kubectl = release.at(site, "cluster");
  }

  private static String node(String name) {
    var node = name + "-" + kubectl.namespace();
    kubectl.apply("---\n{apiVersion: v1, kind: Node, metadata: {name: %s}}".formatted(node));
    return node;
  }

  /// A pod that a test has bound itself; nothing starts it.
  private static void pod(String name, String node, String labels) {
    kubectl.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, labels: {%s}}
        spec:
          nodeName: %s
          terminationGracePeriodSeconds: 0
          containers: [{name: main, image: "%s"}]
        """
            .formatted(name, labels, node, site.image()));
  }

  /// Says of a pod what its kubelet would.
  private static void ready(String pod) {
    var status =
        kubectl
            .run("get", "pod", pod, "-o", "json")
            .replace(
                "\"phase\": \"Pending\"",
                "\"phase\": \"Running\", \"conditions\": [{\"type\": \"Ready\", \"status\": \"True\"}]");
    var path = "/api/v1/namespaces/" + kubectl.namespace() + "/pods/" + pod + "/status";
    kubectl.feed(status, "replace", "--raw", path, "-f", "-").orFail();
  }

  @Test
  void cordonAndUncordon() {
    var node = node("cordoned");

    assertThat(kubectl.run("cordon", node)).isEqualTo("node/" + node + " cordoned\n");
    assertThat(kubectl.run("cordon", node)).isEqualTo("node/" + node + " already cordoned\n");
    assertThat(kubectl.run("get", "node", node)).contains("SchedulingDisabled");
    Wait.until(
        () ->
            kubectl
                .field("node/" + node, ".spec.taints[*].key")
                .contains("node.kubernetes.io/unschedulable"));
    assertThat(kubectl.run("uncordon", node)).isEqualTo("node/" + node + " uncordoned\n");
    assertThat(kubectl.field("node/" + node, ".spec.unschedulable")).isEmpty();
    kubectl.run("delete", "node", node);
  }

  @Test
  void drain() {
    var node = node("drained");
    pod("lone", node, "app: lone");
    pod("held", node, "app: held");
    kubectl.apply(
        """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: held}
        spec: {maxUnavailable: 0, selector: {matchLabels: {app: held}}}
        """);
    ready("held");
    Wait.until(() -> kubectl.field("pdb/held", ".status.currentHealthy").equals("1"));

    var refused = kubectl.attempt("drain", node, "--pod-selector=app=lone", "--timeout=20s");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains("(use --force to override): " + kubectl.namespace() + "/lone");
    assertThat(kubectl.run("drain", node, "--pod-selector=app=lone", "--force", "--timeout=90s"))
        .contains("evicting pod " + kubectl.namespace() + "/lone", "node/" + node + " ");
    var held = kubectl.attempt("drain", node, "--force", "--timeout=4s");
    assertThat(held.exitCode()).isEqualTo(1);
    assertThat(held.err())
        .contains("Cannot evict pod as it would violate the pod's disruption budget.");
    assertThat(kubectl.run("drain", node, "--force", "--disable-eviction", "--timeout=90s"))
        .contains("node/" + node + " ");
    assertThat(kubectl.run("get", "pods", "-o", "name")).isEmpty();
    kubectl.run("delete", "node", node);
  }

  @Test
  void taint() {
    var node = node("tainted");

    assertThat(kubectl.run("taint", "node", node, "dedicated=infra:NoSchedule", "old:NoExecute"))
        .isEqualTo("node/" + node + " tainted\n");
    assertThat(kubectl.attempt("taint", "node", node, "dedicated=web:NoSchedule").err())
        .contains("already has dedicated taint(s) with same effect(s) and --overwrite is false");
    kubectl.run("taint", "node", node, "dedicated=web:NoSchedule", "--overwrite");
    assertThat(kubectl.run("taint", "node", node, "old-")).contains(" untainted\n");
    assertThat(kubectl.field("node/" + node, ".spec.taints[?(@.key==\"dedicated\")].value"))
        .isEqualTo("web");
    assertThat(kubectl.field("node/" + node, ".spec.taints[*].key")).doesNotContain("old");
    assertThat(kubectl.attempt("taint", "node", node, "a=b:Nonsense").err())
        .contains("invalid taint effect: Nonsense");
    kubectl.run("delete", "node", node);
  }

  private static String request(String name) {
    var request = name + "-" + kubectl.namespace();
    kubectl.apply(
        """
        apiVersion: certificates.k8s.io/v1
        kind: CertificateSigningRequest
        metadata: {name: %s}
        spec:
          signerName: kubernetes.io/kube-apiserver-client
          usages: [digital signature, key encipherment, client auth]
          request: %s
        """
            .formatted(request, SigningRequest.BASE64));
    return request;
  }

  private static String decided(String request, String how) {
    return "certificatesigningrequest.certificates.k8s.io/" + request + " " + how + "\n";
  }

  @Test
  void certificateApprove() {
    var wanted = request("wanted");
    assertThat(kubectl.run("get", "csr", wanted)).containsPattern(wanted + " .*Pending\n");

    assertThat(kubectl.run("certificate", "approve", wanted))
        .isEqualTo(decided(wanted, "approved"));
    Wait.until(() -> !kubectl.field("csr/" + wanted, ".status.certificate").isEmpty());
    assertThat(kubectl.run("get", "csr", wanted)).containsPattern(wanted + " .*Approved,Issued\n");
    assertThat(kubectl.run("certificate", "approve", wanted))
        .isEqualTo(decided(wanted, "approved"));
    assertThat(kubectl.attempt("certificate", "approve", "none").err())
        .contains("certificatesigningrequests.certificates.k8s.io \"none\" not found");
    kubectl.run("delete", "csr", wanted);
  }

  @Test
  void certificateDeny() {
    var unwanted = request("unwanted");

    assertThat(kubectl.run("certificate", "deny", unwanted)).isEqualTo(decided(unwanted, "denied"));
    assertThat(kubectl.run("get", "csr", unwanted)).containsPattern(unwanted + " .*Denied\n");
    assertThat(kubectl.attempt("certificate", "approve", unwanted).err())
        .contains("certificate signing request \"" + unwanted + "\" is already Denied");
    assertThat(kubectl.field("csr/" + unwanted, ".status.certificate")).isEmpty();
    kubectl.run("delete", "csr", unwanted);
  }

  /// Nobody serves the API of metrics.
  @Test
  void top() {
    for (var of : new String[] {"nodes", "pods"}) {
      var top = kubectl.attempt("top", of);
      assertThat(top.exitCode()).isEqualTo(1);
      assertThat(top.err()).isEqualTo("error: Metrics API not available\n");
    }
  }

  @Test
  void clusterInfo() {
    assertThat(kubectl.run("cluster-info"))
        .contains("is running at", "https://127.0.0.1:" + site.cluster().port());
    assertThat(kubectl.run("cluster-info", "dump"))
        .contains("\"kind\": \"NodeList\"", "\"kind\": \"EventList\"");
  }

  /// As kubeadm tells machines that want to join.
  @Test
  void publicClusterInfoLeadsToTheServer(@TempDir Path directory) throws IOException {
    var kubeconfig = "jsonpath={.data.kubeconfig}";
    var told = kubectl.run("get", "cm", "cluster-info", "-n", "kube-public", "-o", kubeconfig);
    var authority = Base64.getDecoder().decode(value(told, "certificate-authority-data"));
    var file = Files.write(directory.resolve("ca.crt"), authority);
    var health = value(told, "server") + "/livez";
    var answer = new Command(Map.of()).run("curl", "-sS", "--cacert", file.toString(), health);
    assertThat(answer.orFail()).isEqualTo("ok");
  }

  private static String value(String yaml, String name) {
    return yaml.lines()
        .map(String::strip)
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElseThrow();
  }
}
