package dev.timonier.server.resource.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.fixture.Creation;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.TestKeys;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class CertificateSigningRequestKindTest {
  @AutoClose private final LocalApi api = new LocalApi();

  static final List<Creation> CREATIONS =
      List.of(
          new Creation(
              "nothing",
              "{apiVersion: certificates.k8s.io/v1, kind: CertificateSigningRequest, metadata: {name: a}, spec: {}}",
              List.of(
                  "spec.request: Invalid value: null: PEM block type must be CERTIFICATE REQUEST",
                  "spec.usages: Required value",
                  "spec.signerName: Required value")),
          new Creation(
              "no PEM",
              "{apiVersion: certificates.k8s.io/v1, kind: CertificateSigningRequest, metadata: {name: a}, spec: {request: bm90IHBlbQ==, signerName: example.com/signer, usages: [client auth]}}",
              List.of(
                  "spec.request: Invalid value: \"bm90IHBlbQ==\": PEM block type must be CERTIFICATE REQUEST")));

  @ParameterizedTest
  @FieldSource("CREATIONS")
  void newRequestsKeepTheirRules(Creation c) {
    assertThat(LocalApi.faults(() -> api.create(c.yaml()))).isEqualTo(c.faults());
  }

  private static String request() {
    try {
      var keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
      var request =
          new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=a"), keys.getPublic())
              .build(signer);
      var text =
          "-----BEGIN CERTIFICATE REQUEST-----\n"
              + Base64.getMimeEncoder().encodeToString(request.getEncoded())
              + "\n-----END CERTIFICATE REQUEST-----\n";
      return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void requestsOfOtherPeoplesKeysAreRefused() {
    var forged = Base64.getDecoder().decode(request());
    var pem = new String(forged, StandardCharsets.US_ASCII).split("\\R");
    var der =
        Base64.getMimeDecoder().decode(String.join("", List.of(pem).subList(1, pem.length - 1)));
    der[der.length - 1] ^= 1;
    var text =
        "-----BEGIN CERTIFICATE REQUEST-----\n"
            + Base64.getMimeEncoder().encodeToString(der)
            + "\n-----END CERTIFICATE REQUEST-----\n";
    var encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    var spec = "{%s, spec: {request: %s, signerName: example.com/signer, usages: [client auth]}}";
    assertThat(LocalApi.faults(() -> api.create(spec.formatted(KIND, encoded))))
        .containsExactly(
            "spec.request: Invalid value: \"" + encoded + "\": x509: ECDSA verification failure");
    assertThat(LocalApi.faults(() -> api.create(spec.formatted(KIND, request())))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"''", "00", "3000", "3080", "020105", "3003020105", "300430020500", "3002300030"})
  void whatIsNoRequestIsRefused(String der) {
    var text =
        "-----BEGIN CERTIFICATE REQUEST-----\n"
            + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(der))
            + "\n-----END CERTIFICATE REQUEST-----\n";
    var encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    var request =
        ("{%s, spec: {request: %s, signerName: kubernetes.io/kube-apiserver-client,"
                + " usages: [client auth]}}")
            .formatted(KIND, encoded);
    assertThat(LocalApi.faults(() -> api.create(request)))
        .singleElement()
        .asString()
        .contains(": asn1: s");
    assertThat(RequestSubject.of(encoded)).isEmpty();
  }

  private static final String KIND =
      "apiVersion: certificates.k8s.io/v1, kind: CertificateSigningRequest, metadata: {name: a}";

  @Test
  void requestSaysWhoHasAsked() {
    var created = create("example.com/signer");
    assertThat(created.path("spec").path("username").asText()).isEqualTo("jane");
    assertThat(created.path("spec").path("groups").path(0).asText()).isEqualTo("system:masters");
  }

  private ObjectNode create(String signer) {
    return api.create(
        "{"
            + KIND
            + ", spec: {username: mallory, request: "
            + request()
            + ", signerName: "
            + signer
            + ", usages: [client auth]}}");
  }

  @Test
  void conditionsTellWhenTheyCameAndWhenTheyChanged() {
    create("example.com/signer");
    var approval =
        "{" + KIND + ", status: {conditions: [{type: Approved, status: 'True', reason: %s}]}}";
    var first = condition(api.patch(Part.APPROVAL, approval.formatted("R")));
    assertThat(first.path("lastUpdateTime").asText()).isNotEmpty();
    assertThat(first.path("lastTransitionTime")).isEqualTo(first.path("lastUpdateTime"));
    api.time().advance(Duration.ofMinutes(1));
    var second = condition(api.patch(Part.APPROVAL, approval.formatted("S")));
    assertThat(second.path("lastTransitionTime")).isEqualTo(first.path("lastTransitionTime"));
    assertThat(second.path("lastUpdateTime")).isNotEqualTo(first.path("lastUpdateTime"));
  }

  private static JsonNode condition(JsonNode request) {
    return request.path("status").path("conditions").path(0);
  }

  @Test
  void signerIsADomainAndAPath() {
    assertThat(LocalApi.faults(() -> create("nodomain")))
        .containsExactly(
            "spec.signerName: Invalid value: \"nodomain\": must be a fully qualified domain and path"
                + " of the form 'example.com/signer-name'");
  }

  @Test
  void decisionIsFinal() {
    create("example.com/signer");
    decide("{type: Approved, status: 'True'}");
    assertThat(LocalApi.faults(() -> decide("{type: Denied, status: 'True'}")))
        .containsExactly(
            "status.conditions: Forbidden: updates may not remove a condition of type"
                + " \"Approved\"");
    assertThat(
            LocalApi.faults(
                () -> decide("{type: Approved, status: 'True'}, {type: Denied, status: 'True'}")))
        .containsExactly(
            "status.conditions: Invalid value: \"Denied\": Approved and Denied conditions are"
                + " mutually exclusive");
  }

  private void decide(String conditions) {
    api.patch(Part.APPROVAL, "{" + KIND + ", status: {conditions: [" + conditions + "]}}");
  }

  @RuleTable(
      """
          usages | [] | [any] | spec.usages: Required value
          usages | [odd] | [server auth] | spec.usages[0]: Unsupported value: "odd": supported values: "any", "cert sign", "client auth", "code signing", "content commitment", "crl sign", "data encipherment", "decipher only", "digital signature", "email protection", "encipher only", "ipsec end system", "ipsec tunnel", "ipsec user", "key agreement", "key encipherment", "microsoft sgc", "netscape sgc", "ocsp signing", "s/mime", "server auth", "signing", "timestamping"
          usages | [any, any] | [any, signing] | spec.usages[1]: Duplicate value: "any"
          signerName | '' | a.b/c | spec.signerName: Required value
          signerName | kubernetes.io/legacy-unknown | kubernetes.io/legacy | spec.signerName: Invalid value: "kubernetes.io/legacy-unknown": the legacy signerName is not allowed via this API version
          signerName | a.b/c/d | a.b/c.d | spec.signerName: Invalid value: "a.b/c/d": must be a fully qualified domain and path of the form 'example.com/signer-name'
          signerName | a/b | a.b/c | spec.signerName: Invalid value: "a": should be a domain with at least two segments separated by dots
          signerName | A.b/c | a.b/c | spec.signerName: Invalid value: "A.b": validating label "A": <label>
          signerName | a.b/C | a.b/c | spec.signerName: Invalid value: "C": validating label "C": <subdomain>
          signerName | <a.*127>b/c | <a.*126>b/c | spec.signerName: Too long: may not be more than 253 bytes
          signerName | <a.*126>b/<c*253>.<c*64> | <a.*126>b/<c*253>.<c*63> | spec.signerName: Too long: may not be more than 571 bytes
          expirationSeconds | 599 | 600 | spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 600 seconds (10 minutes)
          """)
  void newRequestsAreWellFormed(Variation rule) {
    rule.within("spec").proveOnCreation(api, asked());
  }

  @RuleTable(
      """
          status.conditions | [{type: '', status: 'True'}] | [{type: T, status: 'True'}] | status.conditions[0].type: Required value
          status.conditions | [{type: T}] | [{type: T, status: Unknown}] | status.conditions[0].status: Required value
          status.conditions | [{type: T, status: Odd}] | [{type: T, status: 'False'}] | status.conditions[0].status: Unsupported value: "Odd": supported values: "False", "True", "Unknown"
          status.conditions | [{type: Approved, status: 'False'}] | [{type: Approved, status: 'True'}] | status.conditions[0].status: Unsupported value: "False": supported values: "True"
          status.conditions | [{type: Denied, status: Unknown}] | [{type: Denied, status: 'True'}] | status.conditions[0].status: Unsupported value: "Unknown": supported values: "True"
          status.conditions | [{type: Failed, status: 'False'}] | [{type: Failed, status: 'True'}] | status.conditions[0].status: Unsupported value: "False": supported values: "True"
          status.conditions | [{type: T, status: 'True'}, {type: T, status: 'True'}] | [{type: T, status: 'True'}, {type: U, status: 'True'}] | status.conditions[1].type: Duplicate value: "T"
          status.conditions | [{type: Approved, status: 'True'}, {type: Denied, status: 'True'}, {type: Failed, status: 'True'}] | [{type: Approved, status: 'True'}, {type: Failed, status: 'True'}] | status.conditions: Invalid value: "Denied": Approved and Denied conditions are mutually exclusive
          status.conditions | [{type: Denied, status: 'True'}, {type: Approved, status: 'True'}] | [{type: Denied, status: 'True'}, {type: Failed, status: 'True'}] | status.conditions: Invalid value: "Approved": Approved and Denied conditions are mutually exclusive
          """)
  void decisionsAreWellFormed(Variation rule) {
    rule.proveOnUpdate(api, Part.APPROVAL, asked());
  }

  @RuleTable(
      """
          status.conditions | [{type: Approved, status: 'True'}] | [{type: T, status: 'True'}] | status.conditions: Forbidden: updates may not add a condition of type "Approved"
          status.conditions | [{type: Denied, status: 'True'}] | [{type: Failed, status: 'True'}] | status.conditions: Forbidden: updates may not add a condition of type "Denied"
          """)
  void nobodyDecidesThroughTheStatus(Variation rule) {
    rule.proveOnUpdate(api, Part.STATUS, asked());
  }

  private static String asked() {
    return "{%s, spec: {request: %s, signerName: a.b/c, usages: [client auth]}}"
        .formatted(KIND, request());
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String certificate(String type, String headers) throws CertificateException {
    var content = TestKeys.certificate("CN=a").getEncoded();
    return encoded(
        "-----BEGIN %s-----\n%s%s\n-----END %s-----\n"
            .formatted(type, headers, Base64.getMimeEncoder().encodeToString(content), type));
  }

  @Test
  void certificatesAreWellFormed() throws CertificateException {
    api.create(asked());
    var fault = "status.certificate: Invalid value: \"<certificate data>\": ";
    assertThat(issuing(encoded("none")))
        .containsExactly(fault + "must contain at least one CERTIFICATE PEM block");
    assertThat(issuing(certificate("ODD", "")))
        .containsExactly(fault + "only CERTIFICATE PEM blocks are allowed, found \"ODD\"");
    assertThat(issuing(certificate("CERTIFICATE", "a: b\n\n")))
        .containsExactly(fault + "no PEM block headers are permitted");
    assertThat(issuing(encoded("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")))
        .containsExactly(fault + "x509: malformed certificate");
    var first = certificate("CERTIFICATE", "");
    assertThat(issuing(first)).isEmpty();
    assertThat(issuing(first)).isEmpty();
    assertThat(issuing(certificate("CERTIFICATE", "")))
        .containsExactly(
            "status.certificate: Forbidden: updates may not modify existing certificate content");
  }

  private List<String> issuing(String certificate) {
    var status = ", status: {certificate: " + certificate + "}}";
    return LocalApi.faults(() -> api.patch(Part.STATUS, "{" + KIND + status));
  }

  @Test
  void decisionsStayWhatTheyWereInTheStatus() {
    api.create(asked());
    decide("{type: Approved, status: 'True', reason: R}");
    var told = ", status: {conditions: [{type: Approved, status: 'True', reason: S}]}}";
    var reported = api.patch(Part.STATUS, "{" + KIND + told);
    assertThat(condition(reported).path("reason").asText()).isEqualTo("R");
  }
}
