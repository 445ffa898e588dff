package dev.timonier.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.NetworkClaims;
import dev.timonier.cluster.pki.ClusterPki;
import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Reply;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClientFactoryTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private Reply refuse(HttpRequest request) {
    asked.add(request.path());
    return Reply.text(503, "later");
  }

  private static KubernetesClient program(LocalClientFactory factory) {
    return factory.client("program", new KubernetesSerialization());
  }

  @Test
  void programIsToldOfAFailureAtOnce(@TempDir Path root) {
    var random = new SecureRandom();
    var directory = DataDirectory.of(root.resolve("data"));
    directory.open(random, new NetworkClaims(root.resolve("networks")));
    var authority = ClusterPki.open(directory, new VirtualTime(), random).authority();
    var nowhere = new NetworkAccess("https://127.0.0.1", authority.certificate(), Optional.empty());
    try (var executor = Executors.newVirtualThreadPerTaskExecutor();
        var client = program(new LocalClientFactory(this::refuse, nowhere, executor))) {
      assertThatThrownBy(() -> client.raw("/version"))
          .isInstanceOf(KubernetesClientException.class);
    }

    assertThat(asked).containsExactly("/version");
  }
}
