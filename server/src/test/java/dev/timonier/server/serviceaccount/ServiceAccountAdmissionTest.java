package dev.timonier.server.serviceaccount;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceAccountAdmissionTest {
  private static final String PODS = "/api/v1/namespaces/shop/pods?dryRun=All";
  private static final String ACCOUNTS = "/api/v1/namespaces/shop/serviceaccounts";

  @AutoClose private final TestServer server = new TestServer();

  @BeforeAll
  void start() {
    var admin = server.admin();
    admin.post("/api/v1/namespaces", "{metadata: {name: shop}}");
    admin.post(ACCOUNTS, "{metadata: {name: default}, imagePullSecrets: [{name: pull}]}");
    admin.post(ACCOUNTS, "{metadata: {name: quiet}, automountServiceAccountToken: false}");
    admin.post(
        ACCOUNTS,
        "{metadata: {name: strict, annotations: {kubernetes.io/enforce-mountable-secrets: 'true'}},"
            + " secrets: [{name: ok}], imagePullSecrets: [{name: pull}]}");
  }

  @Test
  void podGetsDefaultAccountWithItsTokenAndPullSecrets() {
    var spec = spec("containers: [{name: c, image: i}], initContainers: [{name: i, image: i}]");
    assertThat(spec.path("serviceAccountName").asText()).isEqualTo("default");
    assertThat(spec.path("imagePullSecrets").get(0).path("name").asText()).isEqualTo("pull");
    var volume = spec.path("volumes").get(0);
    assertThat(volume.path("name").asText()).matches("kube-api-access-[a-z0-9]{5}");
    for (var list : new String[] {"containers", "initContainers"}) {
      var mount = spec.path(list).get(0).path("volumeMounts").get(0);
      assertThat(mount.path("name")).isEqualTo(volume.path("name"));
      assertThat(mount.path("readOnly").asBoolean()).isTrue();
      assertThat(mount.path("mountPath").asText())
          .isEqualTo("/var/run/secrets/kubernetes.io/serviceaccount");
    }
    assertThat(volume.path("projected").toString())
        .isEqualTo(
            "{\"sources\":[{\"serviceAccountToken\":{\"expirationSeconds\":3607,\"path\":\"token\"}},"
                + "{\"configMap\":{\"name\":\"kube-root-ca.crt\",\"items\":[{\"key\":\"ca.crt\",\"path\":\"ca.crt\"}]}},"
                + "{\"downwardAPI\":{\"items\":[{\"path\":\"namespace\",\"fieldRef\":{\"apiVersion\":\"v1\",\"fieldPath\":\"metadata.namespace\"}}]}}],"
                + "\"defaultMode\":420}");
  }

  private record Quiet(String name, String spec) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Quiet> quiet() {
    return Stream.of(
        new Quiet(
            "account says so", "serviceAccountName: quiet, containers: [{name: c, image: i}]"),
        new Quiet(
            "pod says so",
            "automountServiceAccountToken: false, containers: [{name: c, image: i}]"),
        new Quiet(
            "place is taken",
            "volumes: [{name: v, emptyDir: {}}], containers: [{name: c, image: i, volumeMounts:"
                + " [{name: v, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}]}]"));
  }

  @ParameterizedTest
  @MethodSource("quiet")
  void tokenIsNotMountedWhen(Quiet quiet) {
    assertThat(spec(quiet.spec()).path("volumes").toString()).doesNotContain("kube-api-access");
  }

  @Test
  void podHasTheFirstWordAboutItsToken() {
    var spec =
        spec(
            "serviceAccountName: quiet, automountServiceAccountToken: true,"
                + " containers: [{name: c, image: i}]");
    assertThat(spec.path("volumes").toString()).contains("kube-api-access");
  }

  private record Refused(String name, String pod, String cause) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Refused> refused() {
    var mirror = "metadata: {name: bad, annotations: {kubernetes.io/config.mirror: x}}, spec: {";
    var strict = "metadata: {name: bad}, spec: {serviceAccountName: strict, ";
    var plain = "containers: [{name: c, image: i}]}";
    var not = " is not allowed because service account strict does not reference that ";
    return Stream.of(
        new Refused(
            "absent account",
            "metadata: {name: bad}, spec: {serviceAccountName: absent, " + plain,
            "error looking up service account shop/absent: serviceaccount \"absent\" not found"),
        new Refused(
            "account that cannot be asked for",
            "metadata: {name: bad}, spec: {serviceAccountName: a/b, " + plain,
            "error looking up service account shop/a/b: invalid resource name \"a/b\": [may not contain '/']"),
        new Refused(
            "volume",
            strict + "volumes: [{name: s, secret: {secretName: other}}], " + plain,
            "volume with secret.secretName=\"other\"" + not + "secret"),
        new Refused(
            "variable",
            strict
                + "containers: [{name: c, image: i, env: [{name: A, valueFrom: {secretKeyRef:"
                + " {name: other, key: k}}}]}]}",
            "container c with envVar A referencing secret.secretName=\"other\"" + not + "secret"),
        new Refused(
            "variables of init container",
            strict
                + "initContainers: [{name: i, image: i, envFrom: [{secretRef: {name: other}}]}], "
                + plain,
            "init container i with envFrom referencing secret.secretName=\"other\""
                + not
                + "secret"),
        new Refused(
            "pull secret",
            strict + "imagePullSecrets: [{name: other}], " + plain,
            "imagePullSecrets[0].name=\"other\"" + not + "imagePullSecret"),
        new Refused(
            "mirror pod with account",
            mirror + "serviceAccountName: default, " + plain,
            "a mirror pod may not reference service accounts"),
        new Refused(
            "mirror pod with secret",
            mirror + "volumes: [{name: s, secret: {secretName: s}}], " + plain,
            "a mirror pod may not reference secrets"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void podIsRefusedFor(Refused refused) {
    var answer = server.admin().post(PODS, "{" + refused.pod() + "}");
    assertThat(answer.code()).isEqualTo(403);
    assertThat(answer.message()).isEqualTo("pods \"bad\" is forbidden: " + refused.cause());
  }

  private JsonNode spec(String fields) {
    var answer = server.admin().post(PODS, "{metadata: {name: p}, spec: {" + fields + "}}");
    assertThat(answer.code()).as(answer.text()).isEqualTo(201);
    return answer.body().path("spec");
  }
}
