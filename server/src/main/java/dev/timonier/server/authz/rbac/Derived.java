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
  private volatile State<T> state;

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
    var last = state;
    var reached = cache.reached().value();
    if (last.reached() == reached) {
      return last.value();
    }
    return isLatest(last, cache.changed(resource)) ? stillGood(last, reached) : renewed();
  }

  /// Something else changed. That another thread may have just replaced the state does no harm: it
  /// is looked at again with the next change of anything.
  private T stillGood(State<T> last, long reached) {
    state = new State<>(reached, last.changed(), last.value());
    return last.value();
  }

  private synchronized T renewed() {
    var reached = cache.reached().value();
    var changed = cache.changed(resource);
    var last = state;
    var value = isLatest(last, changed) ? last.value() : renew.apply(last.value());
    state = new State<>(reached, changed, value);
    return value;
  }

  private static boolean isLatest(State<?> state, Revision changed) {
    return state.reached() >= 0 && state.changed().equals(changed);
  }
}
