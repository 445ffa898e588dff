package dev.timonier.cluster.pki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.cluster.directory.DataDirectory;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigTest {
  @TempDir private Path root;

  @Test
  void fabric8ReadsItAsItIs() throws Exception {
    var directory = DataDirectory.of(root.resolve("data"));
    Files.createDirectories(directory.pki());
    var pki = ClusterPki.open(directory, InstantSource.system(), new SecureRandom());
    var file = root.resolve("kubeconfig");
    pki.ensureKubeconfig(file, Identity.ADMINISTRATOR, "https://127.0.0.1:6443");
    var config = Config.fromKubeconfig(Files.readString(file));
    assertThat(config.getMasterUrl()).isEqualTo("https://127.0.0.1:6443/");
    assertThat(SSLUtils.keyManagers(config)).hasSize(1);
  }
}
