package dev.timonier.controllers.podautoscaling;

import dev.timonier.controllers.discovery.Discovery;
import dev.timonier.controllers.discovery.ServedResource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Finds and scales the targets of autoscalers, of whatever kind.
final class ScaleTargets {
  private record Kind(String apiVersion, String kind) {}

  private final JsonClient client;
  private final Discovery discovery;
  private final Map<Kind, ServedResource> resources = new ConcurrentHashMap<>();

  ScaleTargets(JsonClient client, Discovery discovery) {
    this.client = client;
    this.discovery = discovery;
  }

  /// @throws KubernetesClientException when it is refused
  ScaleTarget get(String namespace, CrossVersionObjectReference reference)
      throws InterruptedException {
    var kind = new Kind(reference.getApiVersion(), reference.getKind());
    var resource =
        resource(kind)
            .orElseThrow(
                () ->
                    new KubernetesClientException(
                        "no matches for kind \"%s\" in group \"%s\""
                            .formatted(kind.kind(), group(kind.apiVersion()))));
    var path = resource.path(namespace) + "/" + reference.getName() + "/scale";
    return new ScaleTarget(path, name(resource), client.get(path));
  }

  void scale(ScaleTarget target, int replicas) throws InterruptedException {
    client.put(target.path(), target.with(replicas));
  }

  private Optional<ServedResource> resource(Kind kind) throws InterruptedException {
    if (!resources.containsKey(kind)) {
      discovery
          .find()
          .resources()
          .forEach(r -> resources.put(new Kind(r.kind().apiVersion(), r.kind().kind()), r));
    }
    return Optional.ofNullable(resources.get(kind));
  }

  private static String group(String apiVersion) {
    var slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  private static String name(ServedResource resource) {
    var group = resource.kind().group();
    return group.isEmpty() ? resource.plural() : resource.plural() + "." + group;
  }
}
