package dev.timonier.controllers.garbagecollector;

import java.util.LinkedHashMap;
import java.util.Map;

/// Owners that are known to be gone, so that the API is not asked for each of their dependents.
/// Forgets those that were not asked for the longest time. Safe for several threads.
final class AbsentOwners {
  private static final int MOST = 500;

  private final Map<ObjectIdentity, Boolean> absent = // guarded by this
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectIdentity, Boolean> eldest) {
          return size() > MOST;
        }
      };

  synchronized void add(ObjectIdentity owner) {
    absent.put(owner, true);
  }

  synchronized boolean contains(ObjectIdentity owner) {
    return absent.getOrDefault(owner, false);
  }
}
