package dev.timonier.controllers.runtime;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads, patches and deletes objects of any kind by their paths, without reading more of them than
/// their metadata.
public record MetadataClient(KubernetesClient client) {
  private static final JsonMapper JSON = new JsonMapper();
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
    var body = JSON.valueToTree(Map.of("metadata", metadata)).toString();
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
    return new RawRequests(client).to(path).header("Accept", METADATA_ONLY);
  }

  private String send(HttpRequest request) throws InterruptedException {
    return new RawRequests(client).send(request);
  }
}
