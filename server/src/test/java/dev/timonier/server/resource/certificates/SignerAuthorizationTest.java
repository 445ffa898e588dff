package dev.timonier.server.resource.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.TestServer;
import dev.timonier.server.fixture.TestServer.Answer;
import dev.timonier.server.fixture.TestServer.Client;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Jane may write the approval and the status of every request; which signers she may do that for
/// is what is tried.
class SignerAuthorizationTest {
  private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1/";
  private static final String REQUESTS = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
  private static final String APPROVED =
      "{status: {conditions: [{type: Approved, status: 'True', reason: r, message: m}]}}";
  private static final String FAILED =
      "{status: {conditions: [{type: Failed, status: 'True', reason: r, message: m}]}}";

  @AutoClose private final TestServer server = new TestServer();

  @BeforeEach
  void start() throws Exception {
    assertThat(request("CN=web", "example.com/signer").code()).isEqualTo(201);
    give(
        "writer",
        "{verbs: [get, update, patch], apiGroups: [certificates.k8s.io], resources:"
            + " [certificatesigningrequests/approval, certificatesigningrequests/status]}");
  }

  private record Right(String verb, String signer, boolean enough) {}

  static Stream<Right> rights() {
    return Stream.of(
        new Right("approve", "example.com/signer", true),
        new Right("approve", "example.com/*", true),
        new Right("'*'", "example.com/signer", true),
        new Right("approve", "example.com/other", false),
        new Right("approve", "other.com/*", false),
        new Right("sign", "example.com/signer", false));
  }

  @ParameterizedTest
  @MethodSource("rights")
  void approverHasARightForTheSigner(Right right) {
    give("approver", signers(right.verb(), right.signer()));
    assertThat(write("approval", APPROVED).message())
        .isEqualTo(
            right.enough()
                ? ""
                : "certificatesigningrequests.certificates.k8s.io \"csr\" is forbidden: user not"
                    + " permitted to approve requests with signerName \"example.com/signer\"");
  }

  @Test
  void signerHasARightForTheSigner() {
    assertThat(write("status", FAILED).message())
        .isEqualTo(
            "certificatesigningrequests.certificates.k8s.io \"csr\" is forbidden: user not"
                + " permitted to sign requests with signerName \"example.com/signer\"");
    assertThat(write("status", "{metadata: {labels: {a: b}}}").code()).isEqualTo(200);
    give("signer", signers("sign", "example.com/signer"));
    assertThat(write("status", FAILED).code()).isEqualTo(200);
  }

  private record Wanted(String subject, String signer, boolean refused) {}

  static Stream<Wanted> wanted() {
    var client = "kubernetes.io/kube-apiserver-client";
    return Stream.of(
        new Wanted("O=system:masters,CN=jane", client, true),
        new Wanted("O=devs+O=system:masters,CN=jane", client, true),
        new Wanted("O=devs,CN=system:masters", client, false),
        new Wanted("O=system:masters,CN=jane", "example.com/signer", false));
  }

  @ParameterizedTest
  @MethodSource("wanted")
  void nobodyBecomesAMasterByACertificate(Wanted wanted) throws Exception {
    server.admin().delete(REQUESTS + "/csr");
    assertThat(request(wanted.subject(), wanted.signer()).message())
        .isEqualTo(
            wanted.refused()
                ? "certificatesigningrequests.certificates.k8s.io \"csr\" is forbidden: use of"
                    + " kubernetes.io/kube-apiserver-client signer with system:masters group is"
                    + " not allowed"
                : "");
  }

  private Client jane() {
    return server.certificate("CN=jane");
  }

  private Answer write(String subresource, String patch) {
    return jane().patch(REQUESTS + "/csr/" + subresource, "merge-patch+json", patch);
  }

  private Answer request(String subject, String signer)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    var csr =
        "{metadata: {name: csr}, spec: {request: %s, signerName: %s, usages: [client auth]}}"
            .formatted(pem(subject), signer);
    return server.admin().post(REQUESTS, csr);
  }

  private static String pem(String subject)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    var keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
    var request =
        new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), keys.getPublic())
            .build(signer);
    var base64 = Base64.getMimeEncoder().encodeToString(request.getEncoded());
    var text =
        "-----BEGIN CERTIFICATE REQUEST-----\n" + base64 + "\n-----END CERTIFICATE REQUEST-----\n";
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String signers(String verb, String name) {
    return "{verbs: [%s], apiGroups: [certificates.k8s.io], resources: [signers], resourceNames: ['%s']}"
        .formatted(verb, name);
  }

  private void give(String name, String rule) {
    var role = "{metadata: {name: %s}, rules: [%s]}".formatted(name, rule);
    assertThat(server.admin().post(RBAC + "clusterroles", role).code()).isEqualTo(201);
    var binding =
        "{metadata: {name: %1$s}, roleRef: {kind: ClusterRole, name: %1$s}, subjects: [{kind: User, name: jane}]}"
            .formatted(name);
    assertThat(server.admin().post(RBAC + "clusterrolebindings", binding).code()).isEqualTo(201);
  }
}
