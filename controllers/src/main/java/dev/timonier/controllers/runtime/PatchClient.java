package dev.timonier.controllers.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/// Patches objects without reading them first: that would be a request more, and one that not every
/// controller may make.
public record PatchClient(KubernetesClient client) {
  /// Applies a JSON merge patch.
  ///
  /// @return empty where there is no such object
  public <T extends HasMetadata> Optional<T> merge(T object, String patch) {
    return patch(object, "", "application/merge-patch+json", patch);
  }

  /// Applies a JSON patch.
  ///
  /// @return empty where there is no such object
  public <T extends HasMetadata> Optional<T> json(T object, String patch) {
    return patch(object, "", "application/json-patch+json", patch);
  }

  /// Applies a strategic merge patch to the status.
  ///
  /// @return empty where there is no such object
  public <T extends HasMetadata> Optional<T> status(T object, String patch) {
    return patch(object, "/status", "application/strategic-merge-patch+json", patch);
  }

  @SuppressWarnings("unchecked") // an object's class is the class of such objects
  private <T extends HasMetadata> Optional<T> patch(
      T object, String subresource, String type, String patch) {
    var requests = new RawRequests(client);
    var path = path(object) + subresource;
    try {
      var answer = requests.send(requests.to(path).method("PATCH", type, patch).build());
      var patched =
          client.getKubernetesSerialization().unmarshal(answer, (Class<T>) object.getClass());
      return Optional.of(patched);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("interrupted", e);
    } catch (KubernetesClientException e) {
      if (Rejection.of(e).notFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String path(HasMetadata object) {
    var version = object.getApiVersion();
    var namespace = object.getMetadata().getNamespace();
    return (version.contains("/") ? "/apis/" : "/api/")
        + version
        + (namespace == null ? "" : "/namespaces/" + namespace)
        + "/"
        + object.getPlural()
        + "/"
        + object.getMetadata().getName();
  }
}
