package dev.timonier.controllers.runtime;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;

/// Sends requests as they are, for what the client has no words for.
record RawRequests(KubernetesClient client) {
  /// @param path as in `/apis/apps/v1/namespaces/default/deployments/web`
  HttpRequest.Builder to(String path) {
    var root = client.getMasterUrl().toString();
    return client
        .getHttpClient()
        .newHttpRequestBuilder()
        .uri(root.substring(0, root.length() - 1) + path);
  }

  /// @return the body of a success
  /// @throws KubernetesClientException of what the server refuses
  String send(HttpRequest request) throws InterruptedException {
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
