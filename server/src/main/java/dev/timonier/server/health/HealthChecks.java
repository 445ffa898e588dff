package dev.timonier.server.health;

import dev.timonier.server.bootstrap.Bootstrap;
import dev.timonier.server.filter.Shutdown;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreException;
import java.util.ArrayList;
import java.util.List;

/// What must be well for a server to live, and to be ready, by kube-apiserver's names.
///
/// @param live while one of them fails, the server is better started again
/// @param ready while one of them fails, the server is better not asked
public record HealthChecks(List<HealthCheck> live, List<HealthCheck> ready) {
  public static HealthChecks of(RevisionedStore store, Bootstrap bootstrap, Shutdown shutdown) {
    var live = new ArrayList<HealthCheck>();
    live.add(new HealthCheck("ping", () -> true, ""));
    live.add(ofStore("etcd", store));
    for (var hook : bootstrap.hooks()) {
      var name = "poststarthook/" + hook.name();
      live.add(new HealthCheck(name, () -> bootstrap.isDone(hook), "not finished"));
    }
    var ready = new ArrayList<>(live);
    ready.add(2, ofStore("etcd-readiness", store));
    ready.add(new HealthCheck("shutdown", () -> !shutdown.hasBegun(), "process is shutting down"));
    return new HealthChecks(List.copyOf(live), List.copyOf(ready));
  }

  /// Kubernetes has two of them, so that it can be told to wait longer for the one than for the
  /// other.
  private static HealthCheck ofStore(String name, RevisionedStore store) {
    return new HealthCheck(name, () -> isWell(store), "etcd failed: the store does not answer");
  }

  /// Whether a store answers.
  public static boolean isWell(RevisionedStore store) {
    try {
      return store.currentRevision().isAfter(Revision.NONE);
    } catch (StoreException _) {
      return false;
    }
  }
}
