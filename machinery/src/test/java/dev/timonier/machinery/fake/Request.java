package dev.timonier.machinery.fake;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.ApiResource;
import dev.timonier.machinery.catalog.Catalog;
import dev.timonier.machinery.catalog.GroupVersion;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request as the fake API server sees it.
///
/// @param target of paths that name a resource
/// @param body empty where none was sent
public record Request(
    String method,
    String path,
    Optional<Target> target,
    Map<String, String> query,
    String accept,
    String contentType,
    ObjectNode body) {

  /// What a path names.
  ///
  /// @param namespace empty for all namespaces and for objects of the cluster
  /// @param name empty for the collection
  /// @param subresource may be empty
  public record Target(ApiResource resource, String namespace, String name, String subresource) {}

  static Request of(String method, URI uri, String accept, String contentType, ObjectNode body) {
    return new Request(
        method, uri.getPath(), target(uri.getPath()), query(uri), accept, contentType, body);
  }

  public boolean asksForMetadata() {
    return accept.contains("as=PartialObjectMetadata");
  }

  public boolean watches() {
    return query.getOrDefault("watch", "false").equals("true");
  }

  /// The method and the path, as in `POST /api/v1/namespaces/default/pods`.
  @Override
  public String toString() {
    return method + " " + path;
  }

  private static Map<String, String> query(URI uri) {
    return uri.getRawQuery() == null
        ? Map.of()
        : Arrays.stream(uri.getRawQuery().split("&", -1))
            .map(pair -> pair.split("=", 2))
            .collect(toMap(pair -> pair[0], pair -> pair.length < 2 ? "" : decoded(pair[1])));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static Optional<Target> target(String path) {
    var part = List.of(path.substring(1).split("/", -1));
    var core = part.getFirst().equals("api");
    var start = core ? 2 : 3;
    if (part.size() <= start) {
      return Optional.empty();
    }
    var version =
        core ? new GroupVersion("", part.get(1)) : new GroupVersion(part.get(1), part.get(2));
    return target(version, part.subList(start, part.size()));
  }

  private static Optional<Target> target(GroupVersion version, List<String> part) {
    var inNamespace = part.getFirst().equals("namespaces") && part.size() > 2;
    var subresourceOfNamespace = inNamespace && List.of("finalize", "status").contains(part.get(2));
    var namespace = inNamespace && !subresourceOfNamespace ? part.get(1) : "";
    var rest = namespace.isEmpty() ? part : part.subList(2, part.size());
    return Catalog.builtIn()
        .find(version, rest.getFirst())
        .map(
            resource ->
                new Target(
                    resource,
                    namespace,
                    rest.size() > 1 ? rest.get(1) : "",
                    rest.size() > 2 ? rest.get(2) : ""));
  }
}
