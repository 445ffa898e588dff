package dev.timonier.controllers.serviceaccount;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.machinery.token.TokenSigner;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensControllerTest {
  private static final int KEY_BITS = 2048;

  private final ControlPlane plane = new ControlPlane();
  private KeyPair keys;
  private ServiceAccount account;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(KEY_BITS);
    keys = generator.generateKeyPair();
    var text = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
    var file = directory.resolve("sa.key");
    Files.writeString(
        file, "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    var signer = TokenSigner.read(file);
    plane.run(context -> TokensController.create(context, 1, signer, "PEM"));
    account = createAccount();
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  private ServiceAccount createAccount() {
    var bot =
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withNamespace("shop")
            .withName("bot")
            .endMetadata()
            .addNewSecret()
            .withName("t")
            .endSecret()
            .addNewSecret()
            .withName("other")
            .endSecret()
            .build();
    return plane.api().create(bot);
  }

  private Secret create(Map<String, String> annotations) {
    var secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace("shop")
            .withName("t")
            .withAnnotations(annotations)
            .endMetadata()
            .withType(TokenSecret.TYPE)
            .build();
    var created = plane.api().create(secret);
    plane.settle();
    return created;
  }

  private Secret create() {
    return create(Map.of(TokenSecret.ACCOUNT, "bot"));
  }

  private static String decoded(Secret secret, String key) {
    return new String(
        Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
  }

  @Test
  void secretIsFilled() throws Exception {
    var secret = plane.read(create());
    assertThat(secret.getMetadata().getAnnotations())
        .containsEntry(TokenSecret.ACCOUNT_UID, account.getMetadata().getUid());
    assertThat(decoded(secret, "ca.crt")).isEqualTo("PEM");
    assertThat(decoded(secret, "namespace")).isEqualTo("shop");

    var part = decoded(secret, "token").split("\\.", -1);
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(keys.getPublic());
    signature.update((part[0] + "." + part[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(part[2]))).isTrue();
    assertThat(new String(Base64.getUrlDecoder().decode(part[1]), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"iss":"kubernetes/serviceaccount",\
            "kubernetes.io/serviceaccount/namespace":"shop",\
            "kubernetes.io/serviceaccount/secret.name":"t",\
            "kubernetes.io/serviceaccount/service-account.name":"bot",\
            "kubernetes.io/serviceaccount/service-account.uid":"%s",\
            "sub":"system:serviceaccount:shop:bot"}"""
                .formatted(account.getMetadata().getUid()));
  }

  @Test
  void otherCertificateIsCorrectedAndTheTokenStays() {
    var secret = plane.read(create());
    var token = secret.getData().get("token");
    plane.edit(secret, s -> s.edit().addToData("ca.crt", "b3RoZXI=").build());
    assertThat(decoded(plane.read(secret), "ca.crt")).isEqualTo("PEM");
    assertThat(plane.read(secret).getData()).containsEntry("token", token);
  }

  @Test
  void secretGoesWithItsAccount() {
    create();
    plane.client().resource(account).delete();
    plane.settle();
    assertThat(plane.api().count("secrets")).isZero();
  }

  @Test
  void secretOfAnAccountThatThereIsNotIsDeleted() {
    create(Map.of(TokenSecret.ACCOUNT, "nobody"));
    assertThat(plane.api().count("secrets")).isZero();
  }

  @Test
  void secretOfAnEarlierAccountOfTheNameIsDeleted() {
    create(Map.of(TokenSecret.ACCOUNT, "bot", TokenSecret.ACCOUNT_UID, "earlier"));
    assertThat(plane.api().count("secrets")).isZero();
  }

  @Test
  void accountNoLongerNamesASecretThatIsGone() {
    plane.client().resource(create()).delete();
    plane.settle();
    assertThat(plane.read(account).getSecrets())
        .singleElement()
        .satisfies(reference -> assertThat(reference.getName()).isEqualTo("other"));
  }
}
