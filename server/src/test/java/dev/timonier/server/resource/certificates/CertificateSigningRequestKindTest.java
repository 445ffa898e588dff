package dev.timonier.server.resource.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.fixture.Creation;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
