package dev.timonier.server.metric;

import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.RequestInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// By what kube-apiserver tells requests apart in its metrics.
///
/// Example: a list of the pods of one namespace is `LIST`, ``, ``, `v1`, `pods`, ``, `namespace`.
///
/// @param verb in upper case; `GET` becomes `LIST` or `WATCH`, `PATCH` may be `APPLY`
/// @param dryRun `All`, or empty
/// @param subresource what a path is called that is none of a resource, where it matters
/// @param scope `resource`, `namespace`, `cluster`, or empty
/// @param component who answers: `apiserver`, or empty
record RequestLabels(
    String verb,
    String dryRun,
    String group,
    String version,
    String resource,
    String subresource,
    String scope,
    String component) {
  static final String COMPONENT = "apiserver";

  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  static RequestLabels of(ApiCall call) {
    var info = call.info();
    var scope = scope(info);
    return new RequestLabels(
        verb(call, scope),
        dryRun(call),
        info.groupVersion().group(),
        info.groupVersion().version(),
        info.resource(),
        info.subresource(),
        scope,
        COMPONENT);
  }

  /// The same requests of a path that has labels of its own.
  RequestLabels at(MeasuredPath path) {
    return new RequestLabels(
        verb,
        dryRun,
        path.version().group(),
        path.version().version(),
        path.resource(),
        path.subresource(),
        scope,
        path.component());
  }

  /// Whether such a request lasts as long as the client likes.
  boolean isLongRunning() {
    return isWatch() || verb.equals("CONNECT");
  }

  boolean isWatch() {
    return verb.equals("WATCH");
  }

  boolean isReadOnly() {
    return verb.equals("GET") || verb.equals("LIST");
  }

  /// How the measure of bodies calls the verb, if such requests are of a resource and have one.
  Optional<String> verbOfBody() {
    return switch (verb) {
      case "POST" -> ofResource("create");
      case "PUT" -> ofResource("update");
      case "PATCH", "APPLY" -> ofResource("patch");
      case "DELETE" -> ofResource(scope.equals("resource") ? "delete" : "delete_collection");
      default -> Optional.empty();
    };
  }

  private Optional<String> ofResource(String name) {
    return resource.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  Map<String, String> all() {
    return with(withoutDryRun(), "dry_run", dryRun);
  }

  Map<String, String> withoutDryRun() {
    return Map.of(
        "verb", verb,
        "group", group,
        "version", version,
        "resource", resource,
        "subresource", subresource,
        "scope", scope,
        "component", component);
  }

  Map<String, String> ofResource() {
    return Map.of("group", group, "version", version, "resource", resource);
  }

  static Map<String, String> with(Map<String, String> labels, String name, String value) {
    var more = new HashMap<>(labels);
    more.put(name, value);
    return Map.copyOf(more);
  }

  /// In plain words, for the reason that [dev.timonier.machinery.catalog.GroupResource] is.
  @Override
  public boolean equals(Object object) {
    return object instanceof RequestLabels other
        && verb.equals(other.verb)
        && resource.equals(other.resource)
        && group.equals(other.group)
        && version.equals(other.version)
        && subresource.equals(other.subresource)
        && scope.equals(other.scope)
        && dryRun.equals(other.dryRun)
        && component.equals(other.component);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * resource.hashCode() + verb.hashCode()) + scope.hashCode();
  }

  private static String scope(RequestInfo info) {
    if (!info.name().isEmpty() || info.verb().equals("create")) {
      return "resource";
    }
    if (!info.namespace().isEmpty()) {
      return "namespace";
    }
    return info.isResourceRequest() ? "cluster" : "";
  }

  private static String verb(ApiCall call, String scope) {
    var info = call.info();
    var method = call.request().method();
    if (info.isConnection()) {
      return "CONNECT";
    }
    if (method.equals("PATCH") && isApply(call)) {
      return "APPLY";
    }
    if (method.equals("GET") || method.equals("HEAD")) {
      return info.verb().equals("watch") ? "WATCH" : isMany(scope) ? "LIST" : "GET";
    }
    return METHODS.contains(method) ? method : "other";
  }

  private static boolean isMany(String scope) {
    return !scope.equals("resource") && !scope.isEmpty();
  }

  private static boolean isApply(ApiCall call) {
    return call.request()
        .headers()
        .first("Content-Type")
        .filter(type -> type.startsWith("application/apply-patch"))
        .isPresent();
  }

  private static String dryRun(ApiCall call) {
    return call.query()
        .first("dryRun")
        .map(wanted -> wanted.equals("All") ? "All" : "invalid")
        .orElse("");
  }
}
