package dev.timonier.server.authz.rbac;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.storage.Revision;
import java.util.function.UnaryOperator;

/// Something made of the objects of a resource, made anew when it is asked for after they changed.
/// To ask costs next to nothing as long as they do not.
final class Derived<T> {
  private final WatchCache cache;
  private final GroupResource resource;
  private final UnaryOperator<T> renew;
  private volatile State<T> state; // replaced under the lock of this

  /// @param reached what the whole cache had reached when this was known to be the latest
  private record State<T>(long reached, Revision changed, T value) {}

  /// @param first what there is before the objects were looked at
  /// @param renew makes the next of the last
  Derived(WatchCache cache, GroupResource resource, T first, UnaryOperator<T> renew) {
    this.cache = cache;
    this.resource = resource;
    this.renew = renew;
    this.state = new State<>(-1, new Revision(0), first);
  }

  T get() {
    var present = state;
    return present.reached() == cache.reached().value() ? present.value() : latest();
  }

  /// Something changed; it is seldom this.
  private synchronized T latest() {
    var reached = cache.reached().value();
    var changed = cache.changed(resource);
    var last = state;
    var same = last.reached() >= 0 && last.changed().equals(changed);
    state = new State<>(reached, changed, same ? last.value() : renew.apply(last.value()));
    return state.value();
  }
}
