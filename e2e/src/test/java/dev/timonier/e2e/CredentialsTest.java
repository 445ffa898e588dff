package dev.timonier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Command;
import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.SharedSite;
import dev.timonier.e2e.fixture.Site;
import dev.timonier.e2e.fixture.Wait;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// How people and programs outside of the cluster come by credentials, and that these are good.
@ExtendWith(SharedSite.class)
class CredentialsTest {
  private static final String PASSWORD = "changeit";
  private static final List<String> CLIENT_USAGES = List.of("digital signature", "client auth");

  private static Site site;
  private static Kubectl kubectl;

  @TempDir private Path directory;

  @BeforeAll
  static void start(Site shared) {
    site = shared;
    kubectl = Kubectl.of(site.cluster(), "credentials");
  }

  @BeforeEach
  void copyKubeconfig() throws IOException {
    Files.copy(site.cluster().kubeconfig(), kubeconfig());
  }

  private Path kubeconfig() {
    return directory.resolve("kubeconfig");
  }

  private Path keyStore() {
    return directory.resolve("keys.p12");
  }

  @Test
  void approvedRequestGivesACertificateThatTheServerKnows() throws Exception {
    request("jane", "kubernetes.io/kube-apiserver-client", "CN=jane, O=devs");
    assertThat(kubectl.run("get", "csr", "jane")).contains("Pending");
    kubectl.run("certificate", "approve", "jane");

    setCertificate(certificate("jane"));
    assertThat(asOther("auth", "whoami")).contains("jane", "[devs system:authenticated]");
    assertThat(kubectl.run("get", "csr", "jane")).contains("Approved,Issued");
  }

  @Test
  void deniedRequestGetsNothing() throws Exception {
    request("mallory", "kubernetes.io/kube-apiserver-client", "CN=mallory");
    kubectl.run("certificate", "deny", "mallory");
    assertThat(kubectl.run("get", "csr", "mallory")).contains("Denied").doesNotContain("Issued");
  }

  @Test
  void kubeletsRequestIsApprovedWhenWhoAsksBringsUpNodes() throws Exception {
    request(
        "node-far",
        "kubernetes.io/kube-apiserver-client-kubelet",
        "CN=system:node:far, O=system:nodes");
    setCertificate(certificate("node-far"));
    assertThat(asOther("auth", "whoami")).contains("system:node:far");
    assertThat(kubectl.field("csr/node-far", ".status.conditions[0].message"))
        .isEqualTo("Auto approving kubelet client certificate after SubjectAccessReview.");
  }

  @Test
  void tokenInASecretIsGoodUntilItsAccountIsGone() {
    kubectl.run("create", "serviceaccount", "bot");
    kubectl.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: bot
          annotations:
            kubernetes.io/service-account.name: bot
        type: kubernetes.io/service-account-token
        """);
    Wait.until(() -> !kubectl.field("secret/bot", ".data.token").isEmpty());
    asOther("config", "set-credentials", "other", "--token=" + token());

    assertThat(asOther("auth", "whoami")).contains("system:serviceaccount:credentials:bot");
    Wait.untilAsserted(
        () ->
            assertThat(
                    kubectl.field(
                        "secret/bot", ".metadata.labels.kubernetes\\.io/legacy-token-last-used"))
                .startsWith(LocalDate.now(ZoneOffset.UTC).toString().substring(0, 4)));

    kubectl.run("delete", "serviceaccount", "bot");
    Wait.until(() -> kubectl.attempt("get", "secret", "bot").exitCode() != 0);
    assertThat(attemptAsOther("auth", "whoami").exitCode()).isNotZero();
  }

  private String token() {
    return decoded(kubectl.field("secret/bot", ".data.token"));
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private String asOther(String... arguments) {
    return attemptAsOther(arguments).orFail();
  }

  private Command.Output attemptAsOther(String... arguments) {
    var line = new ArrayList<>(List.of("--kubeconfig=" + kubeconfig()));
    if (!arguments[0].equals("config")) {
      line.add("--user=other");
    }
    line.addAll(List.of(arguments));
    return kubectl.attempt(line.toArray(String[]::new));
  }

  private void request(String name, String signer, String subject) throws IOException {
    keytool("-genkeypair", "-keyalg", "EC", "-dname", subject);
    var request = keytool("-certreq").replace("NEW CERTIFICATE", "CERTIFICATE");
    var base64 = Base64.getEncoder().encodeToString(request.getBytes(StandardCharsets.US_ASCII));
    kubectl.apply(
        """
        apiVersion: certificates.k8s.io/v1
        kind: CertificateSigningRequest
        metadata:
          name: %s
        spec:
          signerName: %s
          usages: %s
          request: %s
        """
            .formatted(name, signer, CLIENT_USAGES, base64));
  }

  private String keytool(String... arguments) {
    var line =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    line.addAll(List.of(arguments));
    line.addAll(
        List.of("-alias", "own", "-keystore", keyStore().toString(), "-storepass", PASSWORD));
    return new Command(Map.of()).run(line.toArray(String[]::new)).orFail();
  }

  private String certificate(String name) {
    Wait.until(() -> !kubectl.field("csr/" + name, ".status.certificate").isEmpty());
    return decoded(kubectl.field("csr/" + name, ".status.certificate"));
  }

  private void setCertificate(String certificate) throws Exception {
    var file = Files.writeString(directory.resolve("own.crt"), certificate);
    var key = Files.writeString(directory.resolve("own.key"), privateKey());
    asOther(
        "config",
        "set-credentials",
        "other",
        "--embed-certs",
        "--client-certificate=" + file,
        "--client-key=" + key);
  }

  private String privateKey() throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    try (var stream = Files.newInputStream(keyStore())) {
      store.load(stream, PASSWORD.toCharArray());
    }
    var key = store.getKey("own", PASSWORD.toCharArray()).getEncoded();
    var text = Base64.getMimeEncoder().encodeToString(key);
    return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
  }
}
