package dev.timonier.server.authn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.TestKeys;
import dev.timonier.server.fixture.TestServer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Whom certificates stand for
/// (<https://kubernetes.io/docs/reference/access-authn-authz/authentication/#x509-client-certificates>).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientCertificatesTest {
  private static final String REVIEWS = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
  private static final String UID = "1.3.6.1.4.1.57683.2=";

  @AutoClose private final TestServer server = new TestServer();

  private JsonNode user(String subject) {
    var answer = server.certificate(subject).post(REVIEWS, "{}");
    assertThat(answer.code()).isEqualTo(201);
    return answer.body().at("/status/userInfo");
  }

  @Test
  void userIsTheCommonNameAndShowsTheHashOfTheCertificate() throws Exception {
    var subject = "O=devs,O=ops,CN=jane";
    var certificate = TestKeys.certificate(subject);
    assertThat(user(subject).path("username").asText()).isEqualTo("jane");
    assertThat(user(subject).path("groups"))
        .hasToString("[\"devs\",\"ops\",\"system:authenticated\"]");
    assertThat(user(subject).has("uid")).isFalse();
    var shown = server.certificate(certificate).post(REVIEWS, "{}").body();
    var hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    assertThat(shown.at("/status/userInfo/extra"))
        .hasToString(
            "{\"authentication.kubernetes.io/credential-id\":[\"X509SHA256="
                + HexFormat.of().formatHex(hash)
                + "\"]}");
  }

  @Test
  void subjectMayNameTheUid() {
    assertThat(user(UID + "u-1,CN=jane").path("uid").asText()).isEqualTo("u-1");
  }

  static final List<String> BAD_UIDS = List.of(UID + "a," + UID + "b,CN=jane", UID + ",CN=jane");

  @ParameterizedTest
  @FieldSource("BAD_UIDS")
  void oneUidIsNamedAtMost(String subject) {
    assertThat(server.certificate(subject).post(REVIEWS, "{}").code()).isEqualTo(401);
  }

  @Test
  void certificateWithoutNameIsNobodys() {
    var refused = server.certificate("O=devs").post(REVIEWS, "{}");
    assertThat(refused.message()).contains("User \"system:anonymous\" cannot create");
  }
}
