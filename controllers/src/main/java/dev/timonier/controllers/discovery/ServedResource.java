package dev.timonier.controllers.discovery;

import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.machinery.catalog.Scope;
import java.util.Set;

/// A resource that the API server serves, in one version.
public record ServedResource(GroupVersionKind kind, String plural, Scope scope, Set<String> verbs) {
  public GroupVersion groupVersion() {
    return kind.groupVersion();
  }

  public boolean namespaced() {
    return scope == Scope.NAMESPACED;
  }

  public boolean allows(String... wanted) {
    return verbs.containsAll(Set.of(wanted));
  }

  /// The path of the collection.
  ///
  /// @param namespace empty for resources of the cluster, and for all namespaces
  public String path(String namespace) {
    var root = kind.group().isEmpty() ? "/api/" : "/apis/";
    var within = namespace.isEmpty() ? "" : "/namespaces/" + namespace;
    return root + kind.apiVersion() + within + "/" + plural;
  }
}
