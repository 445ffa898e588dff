package dev.timonier.controllers.podautoscaling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;

/// Reads and writes objects for which there are no classes, by their paths.
record JsonClient(KubernetesClient client) {
  private static final JsonMapper JSON = new JsonMapper();

  /// @throws KubernetesClientException when it is refused
  JsonNode get(String path) throws InterruptedException {
    return send(request(path).build());
  }

  /// @throws KubernetesClientException when it is refused
  JsonNode put(String path, JsonNode object) throws InterruptedException {
    return send(request(path).put("application/json", object.toString()).build());
  }

  private HttpRequest.Builder request(String path) {
    var root = client.getMasterUrl().toString();
    return client
        .getHttpClient()
        .newHttpRequestBuilder()
        .uri(root.substring(0, root.length() - 1) + path)
        .header("Accept", "application/json");
  }

  private JsonNode send(HttpRequest request) throws InterruptedException {
    try {
      var response = client.getHttpClient().sendAsync(request, byte[].class).get();
      return checked(response);
    } catch (ExecutionException e) {
      throw new KubernetesClientException(request.uri() + " cannot be reached", e.getCause());
    } catch (JsonProcessingException e) {
      throw new KubernetesClientException(request.uri() + " did not answer in JSON", e);
    }
  }

  private JsonNode checked(HttpResponse<byte[]> response) throws JsonProcessingException {
    var text = new String(response.body(), StandardCharsets.UTF_8);
    if (response.isSuccessful()) {
      return JSON.readTree(text);
    }
    var status =
        text.startsWith("{")
            ? client.getKubernetesSerialization().unmarshal(text, Status.class)
            : new StatusBuilder().withMessage(text.strip()).build();
    throw new KubernetesClientException(status.getMessage(), response.code(), status);
  }
}
