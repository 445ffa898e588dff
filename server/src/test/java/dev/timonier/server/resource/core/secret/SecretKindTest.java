package dev.timonier.server.resource.core.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SecretKindTest {
  private static final String SECRET = "apiVersion: v1, kind: Secret, metadata: {name: a}";

  @AutoClose private final LocalApi api = new LocalApi();

  @Test
  void noBytesAreAnEmptyText() {
    var secret = api.create("{" + SECRET + ", data: {a: null}}");
    assertThat(secret.at("/data/a").textValue()).isEmpty();
  }

  private record Case(String name, String content, List<String> faults) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Case> TYPES =
      List.of(
          new Case("opaque", "", List.of()),
          new Case("unknown type", "type: example.com/x, data: {any: eA==}", List.of()),
          new Case(
              "basic-auth without anything",
              "type: kubernetes.io/basic-auth",
              List.of("data[username]: Required value", "data[password]: Required value")),
          new Case(
              "basic-auth with an empty password",
              "type: kubernetes.io/basic-auth, data: {password: ''}",
              List.of()),
          new Case(
              "ssh-auth with an empty key",
              "type: kubernetes.io/ssh-auth, data: {ssh-privatekey: ''}",
              List.of("data[ssh-privatekey]: Required value")),
          new Case(
              "ssh-auth", "type: kubernetes.io/ssh-auth, data: {ssh-privatekey: eA==}", List.of()),
          new Case(
              "tls without key",
              "type: kubernetes.io/tls, data: {tls.crt: ''}",
              List.of("data[tls.key]: Required value")),
          new Case(
              "tls with empty parts",
              "type: kubernetes.io/tls, data: {tls.crt: '', tls.key: ''}",
              List.of()),
          new Case(
              "dockercfg without content",
              "type: kubernetes.io/dockercfg",
              List.of("data[.dockercfg]: Required value")),
          new Case(
              "dockercfg with a list",
              "type: kubernetes.io/dockercfg, stringData: {.dockercfg: '[]'}",
              List.of(
                  "data[.dockercfg]: Invalid value: \"<secret contents redacted>\": json: cannot"
                      + " unmarshal array into Go value of type map[string]interface {}")),
          new Case(
              "dockerconfigjson that is broken",
              "type: kubernetes.io/dockerconfigjson, stringData: {.dockerconfigjson: '{broken'}",
              List.of(
                  "data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": invalid"
                      + " character 'b' looking for beginning of object key string")),
          new Case(
              "dockerconfigjson",
              "type: kubernetes.io/dockerconfigjson, stringData: {.dockerconfigjson: '{}'}",
              List.of()),
          new Case(
              "token of no service account",
              "type: kubernetes.io/service-account-token",
              List.of("metadata.annotations[kubernetes.io/service-account.name]: Required value")));

  @ParameterizedTest
  @FieldSource("TYPES")
  void typesDemandTheirKeys(Case c) {
    assertThat(LocalApi.faults(() -> api.create("{" + SECRET + ", " + c.content() + "}")))
        .isEqualTo(c.faults());
  }

  @Test
  void textsBecomeDataAndWin() {
    var secret = api.create("{" + SECRET + ", data: {a: eA==, b: eQ==}, stringData: {b: z}}");
    assertThat(secret.has("stringData")).isFalse();
    assertThat(secret.path("data").toString()).isEqualTo("{\"a\":\"eA==\",\"b\":\"eg==\"}");
    assertThat(secret.path("type").asText()).isEqualTo("Opaque");
  }

  @Test
  void typeStays() {
    api.create("{" + SECRET + ", type: x/y}");
    assertThat(LocalApi.faults(() -> api.update("{" + SECRET + ", type: x/z}")))
        .containsExactly("type: Invalid value: \"x/z\": field is immutable");
  }

  @Test
  void immutableDataStay() {
    api.create("{" + SECRET + ", data: {a: eA==}, immutable: true}");
    assertThat(LocalApi.faults(() -> api.update("{" + SECRET + ", data: {}, immutable: true}")))
        .containsExactly("data: Forbidden: field is immutable when `immutable` is set");
  }

  private List<String> tlsWarnings(String certificate, String key) {
    api.dryRun()
        .create(
            "{"
                + SECRET
                + ", type: kubernetes.io/tls, data: {tls.crt: "
                + base64(certificate)
                + ", tls.key: "
                + base64(key)
                + "}}");
    return api.warnings();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static KeyPair keys(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String certificate(KeyPair keys, String signature) {
    var name = new X500Name("CN=a");
    var start = Instant.parse("2026-01-01T00:00:00Z");
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              name,
              BigInteger.ONE,
              Date.from(start),
              Date.from(start.plusSeconds(1000)),
              name,
              keys.getPublic());
      return pem(builder.build(new JcaContentSignerBuilder(signature).build(keys.getPrivate())));
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(PrivateKey key) {
    return pem(new PemObject("PRIVATE KEY", key.getEncoded()));
  }

  private static String pem(Object object) {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  @Test
  void keyThatDoesNotFitItsCertificateIsWarnedOf() {
    var keys = keys("EC");
    var certificate = certificate(keys, "SHA256withECDSA");
    assertThat(tlsWarnings(certificate, pem(keys.getPrivate()))).isEmpty();
    assertThat(tlsWarnings(certificate, pem(keys("EC").getPrivate())))
        .containsExactly("tls: private key does not match public key");
    assertThat(tlsWarnings(certificate, pem(keys("Ed25519").getPrivate())))
        .containsExactly("tls: private key type does not match public key type");
    assertThat(tlsWarnings("x", "y"))
        .containsExactly("tls: failed to find any PEM data in certificate input");
    assertThat(tlsWarnings(certificate, "y"))
        .containsExactly("tls: failed to find any PEM data in key input");
    assertThat(tlsWarnings(pem(keys.getPrivate()), "y"))
        .containsExactly(
            "tls: failed to find certificate PEM data in certificate input, but did find a private"
                + " key; PEM inputs may have been switched");
    assertThat(tlsWarnings(certificate, certificate))
        .containsExactly(
            "tls: found a certificate rather than a key in the PEM for the private key");
  }
}
