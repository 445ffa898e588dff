package dev.timonier.nodeagent.pull;

import static dev.timonier.nodeagent.fixture.Pods.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.fake.FakeApi;
import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.nodeagent.reference.ReferencedObjects;
import dev.timonier.nodeagent.runtime.RegistryCredential;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiPullSecretsTest {
  private final FakeApi api = new FakeApi(new VirtualTime());
  private final PullSecrets secrets = new ApiPullSecrets(new ReferencedObjects(api.client()));

  private static Pod pulling(String... names) {
    var spec = new PodBuilder(web()).editSpec();
    for (var name : names) {
      spec.addNewImagePullSecret(name);
    }
    return spec.endSpec().build();
  }

  private void create(String name, String json) {
    var encoded = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    api.create(
        new SecretBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace("default")
            .endMetadata()
            .withType("kubernetes.io/dockerconfigjson")
            .withData(Map.of(".dockerconfigjson", encoded))
            .build());
  }

  @Test
  void credentialsOfTheImagesRegistryAreFound() {
    create(
        "login",
        """
        {"auths": {"registry.example": {"username": "me", "password": "secret"},
                   "other.example": {"auth": "eW91OnRoZWlycw=="}}}
        """);
    var pod = pulling("missing", "login");
    assertThat(secrets.find(pod, "registry.example/web:1").credentials())
        .containsExactly(new RegistryCredential("me", "secret"));
    assertThat(secrets.find(pod, "other.example/web:1").credentials())
        .containsExactly(new RegistryCredential("you", "theirs"));
    assertThat(secrets.find(pod, "web:1").credentials()).isEmpty();
    assertThat(secrets.find(pod, "web:1").missing()).containsExactly("missing");
  }

  @ParameterizedTest
  @CsvSource({
    "https://index.docker.io/v1/, nginx, true",
    "docker.io, library/nginx:1, true",
    "registry.example, registry.example/a:1, true",
    "registry.example/team, registry.example/team/a, true",
    "registry.example/team, registry.example/other/a, false",
    "registry.example, registry.example.org/a, false",
    "localhost:5000, localhost:5000/a, true",
  })
  void registryOfASecretCoversItsImages(String key, String image, boolean covers) {
    assertThat(ApiPullSecrets.covers(key, image)).isEqualTo(covers);
  }
}
