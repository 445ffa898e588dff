package dev.timonier.nodeagent.pull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.timonier.nodeagent.reference.ReferencedObjects;
import dev.timonier.nodeagent.reference.Texts;
import dev.timonier.nodeagent.runtime.RegistryCredential;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The credentials in the Secrets that pods name as `imagePullSecrets`. A Secret that is missing or
/// not understood is passed over, as the image may be public.
public final class ApiPullSecrets implements PullSecrets {
  private static final Logger LOG = LoggerFactory.getLogger(ApiPullSecrets.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String DOCKER_HUB = "docker.io";

  private final ReferencedObjects objects;

  public ApiPullSecrets(ReferencedObjects objects) {
    this.objects = objects;
  }

  @Override
  public Found find(Pod pod, String image) {
    var credentials = new LinkedHashSet<RegistryCredential>();
    var missing = new ArrayList<String>();
    for (var reference : pod.getSpec().getImagePullSecrets()) {
      secret(pod.getMetadata().getNamespace(), reference.getName())
          .ifPresentOrElse(
              secret -> credentials.addAll(credentials(secret, image)),
              () -> missing.add(reference.getName()));
    }
    return new Found(List.copyOf(credentials), missing);
  }

  private static List<RegistryCredential> credentials(Secret secret, String image) {
    return registries(secret)
        .filter(registry -> covers(registry.key(), image))
        .map(Registry::credential)
        .toList();
  }

  private record Registry(String key, RegistryCredential credential) {}

  private Optional<Secret> secret(String namespace, String name) {
    try {
      return objects.secret(namespace, name);
    } catch (ReferencedObjects.Unreadable e) {
      LOG.info("pull secret {}/{} cannot be read: {}", namespace, name, e.text());
      return Optional.empty();
    }
  }

  private static Stream<Registry> registries(Secret secret) {
    var contents = ReferencedObjects.contents(secret);
    return Stream.of(".dockerconfigjson", ".dockercfg")
        .flatMap(key -> Optional.ofNullable(contents.get(key)).stream())
        .flatMap(json -> registries(Texts.text(json)));
  }

  private static Stream<Registry> registries(String json) {
    try {
      var root = MAPPER.readTree(json);
      var registries = root.has("auths") ? root.get("auths") : root;
      return registries.properties().stream()
          .flatMap(
              entry ->
                  credential(entry.getValue())
                      .map(credential -> new Registry(entry.getKey(), credential))
                      .stream());
    } catch (JsonProcessingException e) {
      LOG.info("a pull secret is not understood: {}", e.getOriginalMessage());
      return Stream.empty();
    }
  }

  private static Optional<RegistryCredential> credential(JsonNode entry) {
    if (entry.hasNonNull("username")) {
      return Optional.of(
          new RegistryCredential(entry.get("username").asText(), entry.path("password").asText()));
    }
    var decoded = Texts.text(Base64.getDecoder().decode(entry.path("auth").asText()));
    var colon = decoded.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : Optional.of(
            new RegistryCredential(decoded.substring(0, colon), decoded.substring(colon + 1)));
  }

  /// Whether a registry of the Secret, perhaps with the beginning of a repository's path, is that
  /// of the image.
  static boolean covers(String key, String image) {
    var registry = hub(key.replaceFirst("^https?://", "").replaceFirst("/(v1|v2)?/?$", ""));
    var repository = qualified(image);
    return repository.equals(registry)
        || repository.startsWith(registry + "/")
        || repository.startsWith(registry + ":");
  }

  private static String hub(String registry) {
    return registry.equals("index.docker.io") ? DOCKER_HUB : registry;
  }

  private static String qualified(String image) {
    var slash = image.indexOf('/');
    var first = slash < 0 ? "" : image.substring(0, slash);
    var isRegistry = first.contains(".") || first.contains(":") || first.equals("localhost");
    return isRegistry ? image : DOCKER_HUB + "/" + image;
  }
}
