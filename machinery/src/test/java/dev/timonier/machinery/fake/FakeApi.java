package dev.timonier.machinery.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.Catalog;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.fake.Request.Target;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// The fake API server and a client of it.
///
/// ```java
/// var api = new FakeApi(time);
/// var pod = api.create(new PodBuilder()…build());
/// api.client().pods().inNamespace("default").withName("a").delete();
/// ```
public final class FakeApi {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final int LONGEST_REQUEST_MILLIS = 180_000;

  private final ObjectTable objects;
  private final KubernetesClient client;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Function<Request, Optional<ApiException>>> faults =
      new CopyOnWriteArrayList<>();
  private final Map<String, String> documents = new ConcurrentHashMap<>();

  public FakeApi(Time time) {
    objects = new ObjectTable(time);
    var config =
        new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
            .withMasterUrl("http://fake/")
            .withRequestRetryBackoffLimit(0)
            .withRequestTimeout(LONGEST_REQUEST_MILLIS)
            .build();
    client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new FakeHttpClient.Factory(this))
            .build();
  }

  public KubernetesClient client() {
    return client;
  }

  /// All writes that were asked for.
  public List<Request> writes() {
    return requests.stream().filter(request -> !request.method().equals("GET")).toList();
  }

  /// All requests.
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /// Lets requests fail, as the function says, until it no longer does.
  public void fail(Function<Request, Optional<ApiException>> fault) {
    faults.add(fault);
  }

  public void failNoMore() {
    faults.clear();
  }

  public <T extends HasMetadata> T create(T object) {
    return client.resource(object).create();
  }

  /// Answers a path that is no resource's, as of OpenAPI, with a document.
  public void publish(String path, String document) {
    documents.put(path, document);
  }

  /// How many objects of a resource there are.
  public int count(String plural) {
    return objects.count(plural);
  }

  /// The newest revision.
  public long revision() {
    return objects.revision();
  }

  /// Ends all watches, as a server does that goes away.
  public void endWatches() {
    objects.endWatches();
  }

  /// Answers a request on the stream and returns the code of the reply.
  int serve(Request request, FakeHttpClient.Stream reply) {
    requests.add(request);
    try {
      for (var fault : faults) {
        fault
            .apply(request)
            .ifPresent(
                failure -> {
                  throw failure;
                });
      }
      return answer(request, reply);
    } catch (ApiException e) {
      send(reply, JSON.valueToTree(e.status()));
      return e.code();
    }
  }

  private int answer(Request request, FakeHttpClient.Stream reply) {
    if (documents.containsKey(request.path())) {
      send(reply, documents.get(request.path()));
      return 200;
    }
    if (request.target().isEmpty()) {
      send(reply, discovery(request.path()));
      return 200;
    }
    var target = request.target().get();
    if (request.watches()) {
      objects.watch(target, request, reply);
      return 200;
    }
    send(reply, answer(target, request));
    return request.method().equals("POST") ? 201 : 200;
  }

  private JsonNode answer(Target target, Request request) {
    return switch (request.method()) {
      case "GET" -> target.name().isEmpty() ? objects.list(target, request) : objects.get(target);
      case "POST" -> objects.create(target, request.body());
      case "PUT" -> objects.update(target, request.body());
      case "PATCH" -> objects.patch(target, request);
      case "DELETE" ->
          target.name().isEmpty()
              ? objects.deleteAll(target, request)
              : objects.delete(target, request);
      default -> throw ApiErrors.methodNotAllowed();
    };
  }

  private static void send(FakeHttpClient.Stream reply, JsonNode body) {
    send(reply, body.toString());
  }

  private static void send(FakeHttpClient.Stream reply, String body) {
    reply.send(body.getBytes(StandardCharsets.UTF_8));
    reply.end();
  }

  private static JsonNode discovery(String path) {
    var text = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (text.equals("/api")) {
      return JSON.valueToTree(Map.of("kind", "APIVersions", "versions", List.of("v1")));
    }
    if (text.equals("/apis")) {
      return groups();
    }
    if (text.startsWith("/api/") || text.startsWith("/apis/")) {
      return resources(GroupVersion.parse(text.replaceFirst("^/apis?/", "")));
    }
    throw ApiErrors.plain(404, "404 page not found");
  }

  private static JsonNode groups() {
    var groups = new ArrayList<JsonNode>();
    for (var version : Catalog.builtIn().groupVersions()) {
      if (!version.group().isEmpty()) {
        var one = Map.of("groupVersion", version.toString(), "version", version.version());
        groups.add(
            JSON.valueToTree(
                Map.of(
                    "name", version.group(), "versions", List.of(one), "preferredVersion", one)));
      }
    }
    return JSON.valueToTree(Map.of("kind", "APIGroupList", "apiVersion", "v1", "groups", groups));
  }

  private static JsonNode resources(GroupVersion version) {
    var resources = new ArrayList<ObjectNode>();
    for (var resource : Catalog.builtIn().resources()) {
      if (resource.groupVersion().equals(version) && !resource.verbs().isEmpty()) {
        resources.add(
            JSON.valueToTree(
                Map.of(
                    "name", resource.plural(),
                    "singularName", resource.singular(),
                    "namespaced", resource.namespaced(),
                    "kind", resource.kind().kind(),
                    "verbs", resource.verbs().stream().map(Object::toString).toList())));
      }
    }
    return JSON.valueToTree(
        Map.of(
            "kind", "APIResourceList", "groupVersion", version.toString(), "resources", resources));
  }
}
