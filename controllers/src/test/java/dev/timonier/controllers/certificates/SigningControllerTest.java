package dev.timonier.controllers.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestBuilder;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestStatus;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SigningControllerTest {
  private static final String CLIENT = "kubernetes.io/kube-apiserver-client";
  private static final String KUBELET = "kubernetes.io/kube-apiserver-client-kubelet";
  private static final String SERVING = "kubernetes.io/kubelet-serving";
  private static final String NODE = "O=system:nodes,CN=system:node:n1";
  private static final List<String> OF_CLIENTS =
      List.of("digital signature", "key encipherment", "client auth");
  private static final List<String> OF_SERVERS =
      List.of("digital signature", "key encipherment", "server auth");
  private static final GeneralName DNS = new GeneralName(GeneralName.dNSName, "n1");
  private static final GeneralName IP = new GeneralName(GeneralName.iPAddress, "10.0.0.1");
  private static final GeneralName MAIL = new GeneralName(GeneralName.rfc822Name, "a@b");
  private static final GeneralName URI =
      new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://x");

  private final ControlPlane plane = new ControlPlane();
  private final Instant now = plane.time().instant();
  private final SigningAuthority authority =
      TestRequests.authority(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(3650)));

  @BeforeEach
  void start() {
    plane.run(context -> SigningController.create(context, 1, authority));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  private CertificateSigningRequestStatus approved(CertificateSigningRequest request) {
    return decided(request, "Approved");
  }

  private CertificateSigningRequestStatus decided(
      CertificateSigningRequest request, String... conditions) {
    var created = plane.api().create(request);
    var decided = new CertificateSigningRequestBuilder(created).withNewStatus();
    for (var condition : conditions) {
      decided.addNewCondition().withType(condition).withStatus("True").endCondition();
    }
    plane.client().resource(decided.endStatus().build()).updateStatus();
    plane.settle();
    return plane.read(created).getStatus();
  }

  private static X509Certificate certificate(CertificateSigningRequestStatus status)
      throws Exception {
    var pem = Base64.getDecoder().decode(status.getCertificate());
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
  }

  @Test
  void approvedClientGetsACertificateForItsNameAndUsages() throws Exception {
    var request = TestRequests.of(CLIENT, "O=devs,CN=jane", List.of(DNS, IP), OF_CLIENTS);
    var certificate = certificate(approved(request));

    certificate.verify(authority.certificate().getPublicKey());
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=jane,O=devs");
    assertThat(certificate.getBasicConstraints()).as("no authority").isEqualTo(-1);
    assertThat(certificate.getKeyUsage()).startsWith(true, false, true, false, false);
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactly(List.of(2, "n1"), List.of(7, "10.0.0.1"));
    assertThat(certificate.getNotBefore().toInstant()).isEqualTo(now.minus(Duration.ofMinutes(5)));
    assertThat(certificate.getNotAfter().toInstant())
        .isEqualTo(now.plus(Duration.ofDays(365)).minus(Duration.ofMinutes(5)));
  }

  @Test
  void subjectsHaveTheirKnownPartsInTheOrderOfKubernetes() throws Exception {
    var subject = "CN=old,CN=jane,O=devs,UID=7,L=Bonn,O=admins,E=a@b,C=DE,SERIALNUMBER=1";
    var request = TestRequests.of(CLIENT, subject, List.of(), OF_CLIENTS);
    assertThat(certificate(approved(request)).getSubjectX500Principal().toString())
        .isEqualTo("SERIALNUMBER=1, CN=jane, L=Bonn, O=devs + O=admins, C=DE");
  }

  private record Life(int asked, Duration got) {}

  static Stream<Life> lives() {
    return Stream.of(
        new Life(60, Duration.ofMinutes(10)),
        new Life(3600, Duration.ofHours(1)),
        new Life(8 * 3600, Duration.ofHours(8).minus(Duration.ofMinutes(5))),
        new Life(400 * 86_400, Duration.ofDays(365).minus(Duration.ofMinutes(5))));
  }

  @ParameterizedTest
  @MethodSource("lives")
  void certificateIsGoodForAsLongAsWasAskedForWithinBounds(Life life) throws Exception {
    var request = TestRequests.of(CLIENT, "CN=jane", List.of(), OF_CLIENTS);
    request.getSpec().setExpirationSeconds(life.asked());
    assertThat(certificate(approved(request)).getNotAfter().toInstant())
        .isEqualTo(now.plus(life.got()));
  }

  @Test
  void certificateEndsWithItsAuthority() {
    var ending = TestRequests.authority(now.minus(Duration.ofDays(9)), now.plusSeconds(60));
    assertThat(ending.validity(Duration.ofDays(1), now).end()).isEqualTo(now.plusSeconds(60));
  }

  private record Refusal(
      String signer, String subject, List<GeneralName> names, List<String> usages, String why) {}

  static Stream<Refusal> refusals() {
    var organization = "subject organization is not system:nodes";
    var name = "subject common name does not begin with system:node:";
    return Stream.of(
        new Refusal(
            CLIENT,
            "CN=jane",
            List.of(),
            List.of("client auth", "server auth"),
            "invalid usage for client certificate: server auth"),
        new Refusal(
            CLIENT,
            "CN=jane",
            List.of(),
            List.of("digital signature"),
            "missing required usage for client certificate: client auth"),
        new Refusal(KUBELET, "CN=system:node:n1", List.of(), OF_CLIENTS, organization),
        new Refusal(
            KUBELET,
            "O=system:nodes,O=more,CN=system:node:n1",
            List.of(),
            OF_CLIENTS,
            organization),
        new Refusal(KUBELET, "O=system:nodes,CN=n1", List.of(), OF_CLIENTS, name),
        new Refusal(KUBELET, NODE, List.of(DNS), OF_CLIENTS, "DNS subjectAltNames are not allowed"),
        new Refusal(
            KUBELET, NODE, List.of(MAIL), OF_CLIENTS, "Email subjectAltNames are not allowed"),
        new Refusal(KUBELET, NODE, List.of(IP), OF_CLIENTS, "IP subjectAltNames are not allowed"),
        new Refusal(KUBELET, NODE, List.of(URI), OF_CLIENTS, "URI subjectAltNames are not allowed"),
        new Refusal(
            KUBELET,
            NODE,
            List.of(),
            List.of("client auth"),
            "usages did not match [client auth digital signature key encipherment]"),
        new Refusal(SERVING, NODE, List.of(), OF_SERVERS, "DNS or IP subjectAltName is required"),
        new Refusal(
            SERVING, NODE, List.of(IP, URI), OF_SERVERS, "URI subjectAltNames are not allowed"),
        new Refusal(
            SERVING,
            NODE,
            List.of(IP),
            OF_CLIENTS,
            "usages did not match [digital signature key encipherment server auth]"),
        new Refusal(SERVING, "O=system:nodes,CN=n1", List.of(IP), OF_SERVERS, name));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void requestFailsThatItsSignerDoesNotSign(Refusal refusal) {
    var status =
        approved(
            TestRequests.of(
                refusal.signer(), refusal.subject(), refusal.names(), refusal.usages()));
    assertThat(status.getCertificate()).isNull();
    assertThat(status.getConditions())
        .last()
        .satisfies(
            condition -> {
              assertThat(condition.getType()).isEqualTo("Failed");
              assertThat(condition.getReason()).isEqualTo("SignerValidationFailure");
              assertThat(condition.getMessage()).isEqualTo(refusal.why());
            });
  }

  private record Signed(
      String signer, String subject, List<GeneralName> names, List<String> usages) {}

  static Stream<Signed> signed() {
    return Stream.of(
        new Signed(KUBELET, NODE, List.of(), OF_CLIENTS),
        new Signed(KUBELET, NODE, List.of(), List.of("digital signature", "client auth")),
        new Signed(SERVING, NODE, List.of(DNS), OF_SERVERS),
        new Signed(SERVING, NODE, List.of(IP), List.of("digital signature", "server auth")),
        new Signed("kubernetes.io/legacy-unknown", "CN=x", List.of(MAIL), List.of("code signing")));
  }

  @ParameterizedTest
  @MethodSource("signed")
  void requestsWithinTheRulesOfTheirSignersAreSigned(Signed signed) {
    var request =
        TestRequests.of(signed.signer(), signed.subject(), signed.names(), signed.usages());
    assertThat(approved(request).getCertificate()).isNotNull();
  }

  @Test
  void nothingIsSignedThatIsNotApprovedOrIsForOthers() {
    var request = TestRequests.of(CLIENT, "CN=jane", List.of(), OF_CLIENTS);
    assertThat(decided(request).getCertificate()).isNull();
    plane.client().resource(request).delete();
    assertThat(decided(request, "Approved", "Failed").getCertificate()).isNull();
    plane.client().resource(request).delete();
    var other = TestRequests.of("example.com/mine", "CN=jane", List.of(), OF_CLIENTS);
    assertThat(approved(other).getCertificate()).isNull();
  }
}
