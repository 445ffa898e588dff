package dev.timonier.server.health;

import dev.timonier.server.bootstrap.Bootstrap;
import dev.timonier.server.bootstrap.BuiltInApiServices;
import dev.timonier.server.filter.Shutdown;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/// What must be well for a server to live, and to be ready, by kube-apiserver's names and in its
/// order.
///
/// @param live while one of them fails, the server is better started again
/// @param ready while one of them fails, the server is better not asked
public record HealthChecks(List<HealthCheck> live, List<HealthCheck> ready) {
  private static final String HOOK = "poststarthook/";
  private static final String REGISTRATION = "autoregister-completion";
  private static final List<String> ORDER =
      List.of(
          HOOK + "generic-apiserver-start-informers",
          HOOK + "start-system-namespaces-controller",
          HOOK + "start-cluster-authentication-info-controller",
          HOOK + "start-kube-apiserver-identity-lease-controller",
          HOOK + "start-kube-apiserver-identity-lease-garbage-collector",
          HOOK + "storage-readiness",
          HOOK + "start-legacy-token-tracking-controller",
          HOOK + "start-service-ip-repair-controllers",
          HOOK + "rbac/bootstrap-roles",
          HOOK + "scheduling/bootstrap-system-priority-classes",
          HOOK + "priority-and-fairness-config-producer",
          HOOK + "bootstrap-controller",
          HOOK + "start-kubernetes-service-cidr-controller",
          HOOK + "kube-apiserver-autoregistration",
          REGISTRATION);

  public static HealthChecks of(
      RevisionedStore store, WatchCache cache, Bootstrap bootstrap, Shutdown shutdown) {
    var started = started(cache, bootstrap);
    var live = new ArrayList<HealthCheck>();
    live.add(HealthCheck.of("ping", () -> true, ""));
    live.add(ofStore("etcd", store));
    live.addAll(started);
    var ready = new ArrayList<HealthCheck>();
    ready.addAll(live.subList(0, 2));
    ready.add(ofStore("etcd-readiness", store));
    ready.add(
        HealthCheck.of(
            "informer-sync", cache::follows, "the cache does not hear of what the store changes"));
    ready.addAll(started);
    ready.add(HealthCheck.of("shutdown", () -> !shutdown.hasBegun(), "process is shutting down"));
    return new HealthChecks(List.copyOf(live), List.copyOf(ready));
  }

  /// What has to come about once.
  private static List<HealthCheck> started(WatchCache cache, Bootstrap bootstrap) {
    var checks = new ArrayList<HealthCheck>();
    checks.add(hook("generic-apiserver-start-informers", cache::isLoaded));
    checks.add(hook("storage-readiness", cache::isLoaded));
    for (var hook : bootstrap.hooks()) {
      checks.add(hook(hook.name(), () -> bootstrap.isDone(hook)));
    }
    var names = BuiltInApiServices.names();
    checks.add(new HealthCheck(REGISTRATION, new AutoRegistration(cache, names)));
    checks.sort(Comparator.comparingInt(check -> ORDER.indexOf(check.name())));
    return checks;
  }

  private static HealthCheck hook(String name, BooleanSupplier isDone) {
    return HealthCheck.of(HOOK + name, isDone, "not finished");
  }

  /// Kubernetes has two of them, so that it can be told to wait longer for the one than for the
  /// other.
  private static HealthCheck ofStore(String name, RevisionedStore store) {
    return HealthCheck.of(name, () -> isWell(store), "etcd failed: the store does not answer");
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
