package dev.timonier.server.request;

import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.selector.FieldSelector;
import dev.timonier.machinery.selector.SelectorException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads what a request is about:
///
/// ```
/// /api/v1/namespaces/default/pods/web/log   get, core v1, namespace default, pods, web, log
/// /apis/apps/v1/deployments                 list, apps v1, all namespaces, deployments
/// /api/v1/namespaces/default                get, core v1, namespaces, default
/// /api/v1/watch/namespaces/default/pods     watch, core v1, namespace default, pods
/// ```
///
/// Slashes at the end do not count. A path may have a verb and nothing else. A namespace may be
/// left empty: `/api/v1/namespaces//pods`.
public final class RequestInfoParser {

  /// The subresources of namespaces; any other word after a namespace is a resource within it.
  private static final Set<String> NAMESPACE_SUBRESOURCES = Set.of("status", "finalize");

  /// The verbs that a path may begin with.
  private static final Set<String> PATH_VERBS = Set.of("proxy", "watch");

  private static final Set<String> COLLECTION_VERBS = Set.of("list", "watch", "deletecollection");

  private RequestInfoParser() {}

  /// @return empty when the path is malformed
  public static Optional<RequestInfo> parse(HttpRequest request) {
    return Percent.decode(request.path()).map(path -> parse(request, path));
  }

  /// An encoded slash divides like any other.
  private static RequestInfo parse(HttpRequest request, String decoded) {
    var segments = List.of(trimmed(decoded).split("/", -1));
    return isResourcePath(segments)
        ? resource(request, decoded, segments)
        : other(request, decoded);
  }

  private static String trimmed(String path) {
    var start = path.startsWith("/") ? 1 : 0;
    var end = path.length();
    while (end > start && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(start, end);
  }

  private static boolean isResourcePath(List<String> segments) {
    return switch (segments.getFirst()) {
      case "api" -> segments.size() >= 3;
      case "apis" -> segments.size() >= 4;
      default -> false;
    };
  }

  private static RequestInfo other(HttpRequest request, String path) {
    return RequestInfo.ofPath(path, request.method().toLowerCase(Locale.ROOT));
  }

  private static RequestInfo resource(HttpRequest request, String path, List<String> segments) {
    var core = segments.getFirst().equals("api");
    var groupVersion =
        core
            ? new GroupVersion("", segments.get(1))
            : new GroupVersion(segments.get(1), segments.get(2));
    var parts = segments.subList(core ? 2 : 3, segments.size());
    var verb = PATH_VERBS.contains(parts.getFirst()) ? parts.getFirst() : "";
    var named = verb.isEmpty() ? parts : parts.subList(1, parts.size());
    return named.isEmpty()
        ? new RequestInfo(
            true, path, verb, groupVersion, "", "", "", "", named, FieldSelector.EVERYTHING)
        : inNamespace(request, path, groupVersion, named, verb);
  }

  private static RequestInfo inNamespace(
      HttpRequest request,
      String path,
      GroupVersion groupVersion,
      List<String> parts,
      String pathVerb) {
    var namespace = "";
    var rest = parts;
    if (parts.getFirst().equals("namespaces") && parts.size() > 1) {
      namespace = parts.get(1);
      var within = parts.size() > 2 && !NAMESPACE_SUBRESOURCES.contains(parts.get(2));
      rest = within ? parts.subList(2, parts.size()) : parts;
    }
    var resource = rest.getFirst();
    var name = rest.size() > 1 ? rest.get(1) : "";
    var subresource = rest.size() > 2 ? rest.get(2) : "";
    var verb = pathVerb.isEmpty() ? verb(request, name) : pathVerb;
    var selector = COLLECTION_VERBS.contains(verb) ? selector(request) : FieldSelector.EVERYTHING;
    return new RequestInfo(
        true,
        path,
        verb,
        groupVersion,
        namespace,
        resource,
        subresource,
        name.isEmpty() ? selector.required("metadata.name").orElse("") : name,
        List.copyOf(rest),
        selector);
  }

  private static String verb(HttpRequest request, String name) {
    return switch (request.method()) {
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
      case "GET", "HEAD" -> name.isEmpty() ? collectionVerb(request.query()) : "get";
      default -> "";
    };
  }

  private static String collectionVerb(Query query) {
    return query.isSet("watch") ? "watch" : "list";
  }

  /// A collection request that selects one object by its name is authorized as one for that name.
  private static FieldSelector selector(HttpRequest request) {
    try {
      return FieldSelector.parse(request.query().text("fieldSelector"));
    } catch (SelectorException e) {
      return FieldSelector.EVERYTHING;
    }
  }
}
