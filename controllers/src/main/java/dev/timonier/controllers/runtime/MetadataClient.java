package dev.timonier.controllers.runtime;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/// Reads, patches and deletes objects of any kind by their paths, without reading more of them than
/// their metadata.
public record MetadataClient(KubernetesClient client) {
  private static final String METADATA_ONLY =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";
  private static final String MERGE_PATCH = "application/merge-patch+json";

  /// @param path as in `/apis/apps/v1/namespaces/default/deployments/web`
  /// @return empty where there is no such object
  public Optional<ObjectMeta> get(String path) throws InterruptedException {
    return orAbsent(path, HttpRequest.Builder::build);
  }

  private Optional<ObjectMeta> orAbsent(
      String path, Function<HttpRequest.Builder, HttpRequest> completion)
      throws InterruptedException {
    try {
      var answer = send(completion.apply(request(path)));
      var object =
          client.getKubernetesSerialization().unmarshal(answer, PartialObjectMetadata.class);
      return Optional.of(object.getMetadata());
    } catch (KubernetesClientException e) {
      if (Rejection.of(e).notFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// Applies a JSON merge patch to the metadata.
  ///
  /// @return empty where there is no such object
  public Optional<ObjectMeta> patch(String path, Map<String, ?> metadata)
      throws InterruptedException {
    var body = client.getKubernetesSerialization().asJson(Map.of("metadata", metadata));
    return orAbsent(path, builder -> builder.method("PATCH", MERGE_PATCH, body).build());
  }

  /// @return whether there was such an object
  public boolean delete(String path, DeleteOptions options) throws InterruptedException {
    var body = client.getKubernetesSerialization().asJson(options);
    try {
      send(request(path).delete("application/json", body).build());
      return true;
    } catch (KubernetesClientException e) {
      if (Rejection.of(e).notFound()) {
        return false;
      }
      throw e;
    }
  }

  private HttpRequest.Builder request(String path) {
    var root = client.getMasterUrl().toString();
    return client
        .getHttpClient()
        .newHttpRequestBuilder()
        .uri(root.substring(0, root.length() - 1) + path)
        .header("Accept", METADATA_ONLY);
  }

  private String send(HttpRequest request) throws InterruptedException {
    try {
      var response = client.getHttpClient().sendAsync(request, byte[].class).get();
      return checked(request, response);
    } catch (ExecutionException e) {
      throw new KubernetesClientException(request.uri() + " cannot be reached", e.getCause());
    }
  }

  private String checked(HttpRequest request, HttpResponse<byte[]> response) {
    var text = new String(response.body(), StandardCharsets.UTF_8);
    if (response.isSuccessful()) {
      return text;
    }
    var status =
        text.startsWith("{")
            ? client.getKubernetesSerialization().unmarshal(text, Status.class)
            : new StatusBuilder().withMessage(request.method() + " failed: " + text).build();
    throw new KubernetesClientException(status.getMessage(), response.code(), status);
  }
}
