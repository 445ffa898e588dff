package dev.timonier.server.apply;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Limits the managers that update an object to ten: the oldest of each API version become one.
final class AncientChanges {
  private static final int MOST_UPDATERS = 10;

  private AncientChanges() {}

  static void limit(Map<Manager, Managed> managers) {
    if (managers.size() <= MOST_UPDATERS) {
      return;
    }
    var updaters = updaters(managers);
    var firsts = new HashMap<String, Manager>();
    var excess = updaters.size() - MOST_UPDATERS;
    for (var manager : updaters) {
      if (excess <= 0) {
        return;
      }
      var first = firsts.putIfAbsent(managed(managers, manager).apiVersion(), manager);
      if (first != null) {
        merge(managers, first, manager);
        excess--;
      }
    }
  }

  private static List<Manager> updaters(Map<Manager, Managed> managers) {
    var updaters = new ArrayList<Manager>();
    for (var manager : managers.keySet()) {
      if (manager.operation() == Manager.Operation.UPDATE) {
        updaters.add(manager);
      }
    }
    updaters.sort(
        Comparator.<Manager, String>comparing(manager -> managed(managers, manager).time())
            .thenComparing(Manager::name)
            .thenComparing(Manager::version)
            .thenComparing(Manager::subresource));
    return updaters;
  }

  private static Managed managed(Map<Manager, Managed> managers, Manager manager) {
    var managed = managers.get(manager);
    if (managed == null) {
      throw new IllegalStateException("no fields of " + manager);
    }
    return managed;
  }

  /// The time is that of the younger one.
  private static void merge(Map<Manager, Managed> managers, Manager first, Manager next) {
    var younger = managed(managers, next);
    var bucket = Manager.updating("ancient-changes", younger.apiVersion(), "");
    var older = managers.get(bucket);
    if (older == null) {
      older = managed(managers, first);
      managers.remove(first);
    }
    managers.remove(next);
    managers.put(bucket, younger.with(younger.fields().union(older.fields())));
  }
}
