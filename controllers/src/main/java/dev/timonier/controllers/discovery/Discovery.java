package dev.timonier.controllers.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.catalog.Scope;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/// Asks the API server which resources it serves: in two requests where it can answer so
/// (<https://kubernetes.io/docs/concepts/overview/kubernetes-api/#aggregated-discovery>), else in
/// one for each group and version.
public record Discovery(KubernetesClient client) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

  /// What was found.
  ///
  /// @param failures groups and versions of which nothing is known at the moment, and why
  public record Found(List<ServedResource> resources, List<String> failures) {}

  /// Each group's preferred version; others only for resources that it lacks.
  ///
  /// @throws KubernetesClientException when the server cannot be asked at all
  public Found find() throws InterruptedException {
    var all = all();
    var known = new HashSet<GroupResource>();
    var preferred =
        all.resources().stream()
            .filter(r -> known.add(new GroupResource(r.kind().group(), r.plural())))
            .toList();
    return new Found(preferred, all.failures());
  }

  /// All versions, of each group the preferred one first.
  ///
  /// @throws KubernetesClientException when the server cannot be asked at all
  public Found all() throws InterruptedException {
    var resources = new ArrayList<ServedResource>();
    var failures = new ArrayList<String>();
    for (var root : List.of("api", "apis")) {
      var answer = read(root, AGGREGATED);
      if (answer.path("kind").asText().equals("APIGroupDiscoveryList")) {
        aggregated(answer, resources, failures);
      } else {
        plain(answer, resources, failures);
      }
    }
    return new Found(List.copyOf(resources), List.copyOf(failures));
  }

  private static void aggregated(
      JsonNode answer, List<ServedResource> resources, List<String> failures) {
    for (var group : answer.path("items")) {
      for (var version : group.path("versions")) {
        var groupVersion =
            new GroupVersion(
                group.path("metadata").path("name").asText(""), version.path("version").asText());
        if (version.path("freshness").asText().equals("Stale")) {
          failures.add(groupVersion + ": stale GroupVersion discovery: " + groupVersion);
        }
        for (var resource : version.path("resources")) {
          resources.add(aggregated(groupVersion, resource));
        }
      }
    }
  }

  private static ServedResource aggregated(GroupVersion groupVersion, JsonNode resource) {
    return new ServedResource(
        groupVersion.kind(resource.path("responseKind").path("kind").asText()),
        resource.path("resource").asText(),
        resource.path("scope").asText().equals("Namespaced") ? Scope.NAMESPACED : Scope.CLUSTER,
        texts(resource.path("verbs")));
  }

  private void plain(JsonNode answer, List<ServedResource> resources, List<String> failures)
      throws InterruptedException {
    if (answer.has("versions")) {
      plain(List.of(GroupVersion.CORE_V1), resources, failures);
      return;
    }
    for (var group : answer.path("groups")) {
      var versions = new ArrayList<GroupVersion>();
      versions.add(groupVersion(group.path("preferredVersion")));
      group.path("versions").forEach(version -> versions.add(groupVersion(version)));
      plain(versions, resources, failures);
    }
  }

  private static GroupVersion groupVersion(JsonNode version) {
    return GroupVersion.parse(version.path("groupVersion").asText());
  }

  private void plain(
      List<GroupVersion> versions, List<ServedResource> resources, List<String> failures)
      throws InterruptedException {
    for (var version : versions.stream().distinct().toList()) {
      try {
        var root = version.group().isEmpty() ? "api/" : "apis/";
        for (var resource : read(root + version, "application/json").path("resources")) {
          var name = resource.path("name").asText();
          if (!name.contains("/")) {
            resources.add(plain(version, resource));
          }
        }
      } catch (KubernetesClientException e) {
        failures.add(version + ": " + e.getMessage());
      }
    }
  }

  private static ServedResource plain(GroupVersion groupVersion, JsonNode resource) {
    return new ServedResource(
        groupVersion.kind(resource.path("kind").asText()),
        resource.path("name").asText(),
        resource.path("namespaced").asBoolean() ? Scope.NAMESPACED : Scope.CLUSTER,
        texts(resource.path("verbs")));
  }

  private static Set<String> texts(JsonNode array) {
    var texts = new HashSet<String>();
    array.forEach(text -> texts.add(text.asText()));
    return Set.copyOf(texts);
  }

  private JsonNode read(String path, String accept) throws InterruptedException {
    var http = client.getHttpClient();
    var request =
        http.newHttpRequestBuilder()
            .uri(client.getMasterUrl() + path)
            .header("Accept", accept)
            .build();
    try {
      return parsed(path, http.sendAsync(request, byte[].class).get());
    } catch (ExecutionException | IOException e) {
      throw new KubernetesClientException("discovery of " + path + " failed", e);
    }
  }

  /// The whole body has been read: a body that is left before its end cuts the connection, even
  /// when that carries another request already.
  private static JsonNode parsed(String path, HttpResponse<byte[]> response) throws IOException {
    if (!response.isSuccessful()) {
      throw new KubernetesClientException(
          "discovery of " + path + " failed with " + response.code(), response.code(), null);
    }
    return JSON.readTree(response.body());
  }
}
