package dev.timonier.cluster.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.NetworkClaims;
import dev.timonier.cluster.pki.ClusterPki;
import dev.timonier.controllers.ClusterKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Flags that name files, of the controller manager and of the API server.
class KeyFlagsTest {
  @TempDir private Path root;

  private static ClusterKeys keys(String... arguments) {
    var flags = new SigningFlags();
    new CommandLine(flags).parseArgs(arguments);
    return flags.addTo(ClusterKeys.NONE.withRootCa("PEM"));
  }

  @Test
  void controllersSignWithTheKeysOfTheirCluster() {
    var directory = DataDirectory.of(root.resolve("cluster"));
    var random = new SecureRandom();
    directory.open(random, new NetworkClaims(root.resolve("networks")));
    var pki = ClusterPki.open(directory, InstantSource.system(), random);
    pki.ensureTokenKeys();

    var keys =
        keys(
            "--cluster-signing-cert-file=" + pki.authorityCertificate(),
            "--cluster-signing-key-file=" + pki.authorityKey(),
            "--cluster-signing-duration=48h",
            "--service-account-private-key-file=" + pki.tokenKey());

    var signing = keys.signing().orElseThrow();
    assertThat(signing.certificate()).isEqualTo(pki.authority().certificate());
    assertThat(signing.key()).isEqualTo(pki.authority().own().key());
    assertThat(signing.longest()).isEqualTo(Duration.ofDays(2));
    assertThat(keys.tokens()).isPresent();
    assertThat(keys.rootCa()).contains("PEM");
  }

  @Test
  void nothingIsSignedWithoutKeys() {
    assertThat(keys()).isEqualTo(ClusterKeys.NONE.withRootCa("PEM"));
    assertThat(keys("--cluster-signing-cert-file=ca.crt").signing()).isEmpty();
  }

  @Test
  void fileThatHoldsNoKeyIsTold() throws IOException {
    var file = Files.writeString(root.resolve("sa.key"), "nothing");
    assertThatThrownBy(() -> keys("--service-account-private-key-file=" + file))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("sa.key");
  }

  @Test
  void admissionConfigurationThatCannotBeFollowedIsTold() throws IOException {
    var file = Files.writeString(root.resolve("admission.yaml"), "kind: Other");
    var flags = new ServingFlags();
    new CommandLine(flags).parseArgs("--admission-control-config-file=" + file);
    assertThatThrownBy(flags::serving)
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("admission.yaml is no AdmissionConfiguration");
  }
}
