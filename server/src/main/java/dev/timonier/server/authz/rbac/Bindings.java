package dev.timonier.server.authz.rbac;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.object.Trees;
import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.server.watchcache.Selection;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.storage.Revision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The RoleBindings or the ClusterRoleBindings of a cluster, found by whom they are for. A binding
/// is read once for each version of it.
final class Bindings {
  private final WatchCache cache;
  private final GroupResource resource;
  private final String kind;
  private final Derived<Index> index;

  private record Read(CachedObject object, List<Grant> grants) {}

  private record Whose(String namespace, Subject subject) {}

  /// @param read all bindings by their paths
  private record Index(Map<String, Read> read, Map<Whose, List<Grant>> grants) {}

  /// @param kind as in `RoleBinding`
  Bindings(WatchCache cache, GroupResource resource, String kind) {
    this.cache = cache;
    this.resource = resource;
    this.kind = kind;
    this.index = new Derived<>(cache.changes(resource), new Index(Map.of(), Map.of()), this::renew);
  }

  /// What a user or a group is given.
  ///
  /// @param namespace of the bindings; empty for ClusterRoleBindings
  List<Grant> of(String namespace, Subject subject) {
    return index.get().grants().getOrDefault(new Whose(namespace, subject), List.of());
  }

  private Index renew(Index last) {
    var read = new HashMap<String, Read>();
    var grants = new HashMap<Whose, List<Grant>>();
    for (var object : objects()) {
      var known = last.read().get(object.path());
      var binding = known != null && known.object() == object ? known : read(object);
      read.put(object.path(), binding);
      add(grants, binding);
    }
    return new Index(read, grants);
  }

  private List<CachedObject> objects() {
    var all = Selection.everything();
    return cache.listNotOlderThan(resource, all, new Revision(0), Long.MAX_VALUE).objects();
  }

  private static void add(Map<Whose, List<Grant>> grants, Read binding) {
    var namespace = namespace(binding.object());
    for (var grant : binding.grants()) {
      var whose = new Whose(namespace, grant.subject().known());
      grants.computeIfAbsent(whose, _ -> new ArrayList<>(1)).add(grant);
    }
  }

  private static String namespace(CachedObject object) {
    return object.path().substring(0, Math.max(0, object.path().indexOf('/')));
  }

  private Read read(CachedObject object) {
    var binding = object.stored().read();
    var namespace = binding.namespace();
    var shown = namespace.isEmpty() ? binding.name() : binding.name() + "/" + namespace;
    var name = kind + " \"" + shown + "\"";
    var role = RoleReference.of(binding.root(), namespace);
    var grants =
        Trees.stream(binding.root().path("subjects"))
            .map(subject -> new Grant(name, role, Subject.read(subject, namespace)))
            .toList();
    return new Read(object, grants);
  }
}
