package dev.timonier.machinery.informer;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.lang.reflect.Type;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/// Lists and watches one resource, in all namespaces unless it is confined to one. Watches are
/// plain HTTP streams, so that all of a process's watches share one HTTP/2 connection where the
/// client has one.
public final class ListWatch<T extends HasMetadata> {
  private final KubernetesClient client;
  private final String path;
  private final Class<T> type;
  private final String selection;

  private ListWatch(KubernetesClient client, String path, Class<T> type, String selection) {
    this.client = client;
    this.path = path;
    this.type = type;
    this.selection = selection;
  }

  /// Whole objects.
  public static <T extends HasMetadata> ListWatch<T> of(KubernetesClient client, Class<T> type) {
    var path = path(HasMetadata.getApiVersion(type), HasMetadata.getPlural(type));
    return new ListWatch<>(client, path, type, "");
  }

  /// Whole objects of a kind without a class.
  public static ListWatch<GenericKubernetesResource> of(
      KubernetesClient client, String apiVersion, String plural) {
    return new ListWatch<>(client, path(apiVersion, plural), GenericKubernetesResource.class, "");
  }

  /// Only the metadata of objects, which is all that is sent.
  public static ListWatch<PartialObjectMetadata> ofMetadata(
      KubernetesClient client, String apiVersion, String plural) {
    return new ListWatch<>(client, path(apiVersion, plural), PartialObjectMetadata.class, "");
  }

  /// The same resource in one namespace only.
  public ListWatch<T> inNamespace(String namespace) {
    var slash = path.lastIndexOf('/');
    var inNamespace = path.substring(0, slash) + "/namespaces/" + namespace + path.substring(slash);
    return new ListWatch<>(client, inNamespace, type, selection);
  }

  /// Only the objects that a field selector selects, such as `spec.nodeName=node-1`.
  public ListWatch<T> selecting(String fields) {
    var encoded = URLEncoder.encode(fields, StandardCharsets.UTF_8);
    return new ListWatch<>(client, path, type, "&fieldSelector=" + encoded);
  }

  private static String path(String apiVersion, String plural) {
    return (apiVersion.contains("/") ? "apis/" : "api/") + apiVersion + "/" + plural;
  }

  /// @param revision at least as new as this; "0" for any that the server has at hand, empty for
  ///   the newest
  /// @throws KubernetesClientException when the server refuses or cannot be reached
  public Listing<T> list(String revision) throws InterruptedException {
    var query = "?resourceVersion=" + revision + selection;
    try (var body = new WholeBody(send(query, accept("PartialObjectMetadataList")))) {
      return client.getKubernetesSerialization().unmarshal(body, parametric(Listing.class, type));
    } catch (IOException e) {
      throw new KubernetesClientException(path + " cannot be read", e);
    }
  }

  /// Watches from a revision on.
  ///
  /// @param duration how long the server keeps the watch open
  /// @throws KubernetesClientException when the server refuses or cannot be reached
  public Watching<T> watch(String revision, Duration duration) throws InterruptedException {
    var query =
        "?watch=true&allowWatchBookmarks=true&resourceVersion=%s&timeoutSeconds=%d"
            .formatted(revision, duration.toSeconds());
    var body = send(query + selection, accept("PartialObjectMetadata"));
    return new Watching<>(body, this::applied, this::status);
  }

  private T applied(byte[] line) {
    return client.getKubernetesSerialization().unmarshal(text(line), event(type)).object();
  }

  private Status status(byte[] line) {
    return client.getKubernetesSerialization().unmarshal(text(line), event(Status.class)).object();
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.UTF_8);
  }

  private String accept(String kind) {
    return type == PartialObjectMetadata.class
        ? "application/json;as=%s;g=meta.k8s.io;v=v1,application/json".formatted(kind)
        : "application/json";
  }

  private Body send(String query, String accept) throws InterruptedException {
    var http = client.getHttpClient();
    var request =
        http.newHttpRequestBuilder()
            .uri(client.getMasterUrl() + path + query)
            .header("Accept", accept)
            .forStreaming()
            .build();
    var body = new Body();
    try {
      var response = http.consumeBytes(request, body::accept).get();
      body.open(response.body());
      return checked(response, body);
    } catch (ExecutionException e) {
      throw new KubernetesClientException(path + " cannot be read", e.getCause());
    }
  }

  private Body checked(HttpResponse<AsyncBody> response, Body body) {
    if (response.isSuccessful()) {
      return body;
    }
    try (body) {
      var text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      var status = status(response.code(), text);
      throw new KubernetesClientException(status.getMessage(), response.code(), status);
    } catch (IOException e) {
      throw new KubernetesClientException(path + " cannot be read", e);
    }
  }

  private Status status(int code, String text) {
    return text.startsWith("{")
        ? client.getKubernetesSerialization().unmarshal(text, Status.class)
        : new StatusBuilder().withCode(code).withMessage(text).build();
  }

  private <S> TypeReference<Event<S>> event(Class<S> of) {
    return parametric(Event.class, of);
  }

  private <S> TypeReference<S> parametric(Class<?> generic, Class<?> argument) {
    var resolved = client.getKubernetesSerialization().constructParametricType(generic, argument);
    return new TypeReference<>() {
      @Override
      public Type getType() {
        return resolved;
      }
    };
  }

  /// A line of a watch.
  record Event<S>(String type, S object) {}

  /// The path that is listed, as in `apis/apps/v1/deployments`.
  @Override
  public String toString() {
    return path;
  }
}
