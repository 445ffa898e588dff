package dev.timonier.server.request;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.selector.FieldSelector;
import java.util.List;
import java.util.Set;

/// What a request is about, read from method, path and query alone; the words of
/// <https://kubernetes.io/docs/reference/access-authn-authz/authorization/>.
///
/// @param isResourceRequest whether the path is one of `/api/<version>/…` or
///   `/apis/<group>/<version>/…`
/// @param path decoded
/// @param verb as in authorization: `list`, `get`, `deletecollection`, …; the method in lower case
///   for other paths
/// @param namespace empty at cluster scope
/// @param resource plural; empty when the path names none
/// @param parts all that follows the version, decoded
/// @param selector what a request for a collection is limited to; everything where it is malformed
public record RequestInfo(
    boolean isResourceRequest,
    String path,
    String verb,
    GroupVersion groupVersion,
    String namespace,
    String resource,
    String subresource,
    String name,
    List<String> parts,
    FieldSelector selector) {
  private static final Set<String> CONNECTIONS =
      Set.of("attach", "exec", "log", "portforward", "proxy");

  /// About a path that is no resource.
  public static RequestInfo ofPath(String path, String verb) {
    return new RequestInfo(
        false,
        path,
        verb,
        new GroupVersion("", ""),
        "",
        "",
        "",
        "",
        List.of(),
        FieldSelector.EVERYTHING);
  }

  /// About an object, in any version of its group.
  ///
  /// @param namespace empty at cluster scope
  public static RequestInfo ofObject(
      String verb, GroupResource resource, String namespace, String name) {
    return new RequestInfo(
        true,
        "",
        verb,
        new GroupVersion(resource.group(), "*"),
        namespace,
        resource.resource(),
        "",
        name,
        List.of(),
        FieldSelector.EVERYTHING);
  }

  /// The same request with another verb.
  public RequestInfo withVerb(String other) {
    return new RequestInfo(
        isResourceRequest,
        path,
        other,
        groupVersion,
        namespace,
        resource,
        subresource,
        name,
        parts,
        selector);
  }

  /// The same request about a part of the object.
  public RequestInfo withSubresource(String other) {
    return new RequestInfo(
        isResourceRequest,
        path,
        verb,
        groupVersion,
        namespace,
        resource,
        other,
        name,
        parts,
        selector);
  }

  /// Whether it connects its client with what an object stands for, for as long as both like.
  public boolean isConnection() {
    return isResourceRequest && CONNECTIONS.contains(subresource);
  }

  /// `pods`, or `pods/log`.
  public String resourceAndSubresource() {
    return subresource.isEmpty() ? resource : resource + "/" + subresource;
  }
}
