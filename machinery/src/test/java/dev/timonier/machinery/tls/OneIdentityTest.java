package dev.timonier.machinery.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneIdentityTest {
  @TempDir private Path directory;

  private static PrivateKey key(String algorithm) throws Exception {
    return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
  }

  private Path file(byte[] content) throws Exception {
    var lines = Base64.getMimeEncoder().encodeToString(content);
    var text = "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n";
    return Files.writeString(directory.resolve("key.pem"), text, StandardCharsets.US_ASCII);
  }

  /// The names that TLS knows the kinds of keys by.
  @ParameterizedTest
  @CsvSource({"EC, EC, RSA", "RSA, RSA, EC", "Ed25519, EdDSA, RSA"})
  void isShownToWhoeverCanUseItsKindOfKey(String algorithm, String kind, String other)
      throws Exception {
    var key = key(algorithm);
    var identity = new OneIdentity(key, List.of());
    var name = identity.chooseEngineServerAlias(kind, null, null);
    assertThat(identity.getPrivateKey(name)).isSameAs(key);
    assertThat(identity.chooseEngineClientAlias(new String[] {other, kind}, null, null))
        .isEqualTo(name);
    assertThat(identity.chooseEngineServerAlias(other, null, null)).isNull();
    assertThat(identity.chooseEngineClientAlias(new String[] {other}, null, null)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"EC", "RSA", "Ed25519"})
  void readsKeys(String algorithm) throws Exception {
    var key = key(algorithm);
    assertThat(PemFiles.privateKey(file(key.getEncoded()))).isEqualTo(key);
  }

  @Test
  void damagedKeyIsRefused() throws Exception {
    var file = file(new byte[] {1, 2, 3});
    assertThatThrownBy(() -> PemFiles.privateKey(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + " holds no key of [EC, RSA, Ed25519]");
  }
}
