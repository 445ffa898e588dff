package dev.timonier.server.authz.rbac;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.server.watchcache.WatchCache;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The rules of the Roles or the ClusterRoles of a cluster, read when someone asks for them.
final class Roles {
  private final WatchCache cache;
  private final GroupResource resource;
  private final Derived<Map<RoleReference, Read>> read;

  /// What was found; an absent role is remembered, too.
  private record Read(Optional<CachedObject> object, Optional<List<PolicyRule>> rules) {}

  Roles(WatchCache cache, GroupResource resource) {
    this.cache = cache;
    this.resource = resource;
    this.read = new Derived<>(cache.changes(resource), new ConcurrentHashMap<>(), this::renew);
  }

  /// Empty when there is no such role.
  Optional<List<PolicyRule>> rules(RoleReference role) {
    var all = read.get();
    var known = all.get(role);
    return (known != null ? known : all.computeIfAbsent(role, this::read)).rules();
  }

  private Read read(RoleReference role) {
    var object = find(role);
    return new Read(object, object.map(found -> PolicyRule.readAll(found.stored().read().root())));
  }

  private Optional<CachedObject> find(RoleReference role) {
    return cache.peek(resource, ObjectKey.path(role.namespace(), role.name()));
  }

  private Map<RoleReference, Read> renew(Map<RoleReference, Read> last) {
    var kept = new ConcurrentHashMap<RoleReference, Read>();
    last.forEach(
        (role, known) -> {
          if (isSame(known.object(), find(role))) {
            kept.put(role, known);
          }
        });
    return kept;
  }

  private static boolean isSame(Optional<CachedObject> known, Optional<CachedObject> present) {
    return known.isEmpty()
        ? present.isEmpty()
        : present.isPresent() && present.get() == known.get();
  }
}
