package dev.timonier.server;

import dev.timonier.machinery.time.Time;
import dev.timonier.server.admission.AdmissionChain;
import dev.timonier.server.authn.ClientCertificates;
import dev.timonier.server.authz.SystemAuthorizer;
import dev.timonier.server.discovery.Discovery;
import dev.timonier.server.discovery.VersionHandler;
import dev.timonier.server.filter.FilterChain;
import dev.timonier.server.filter.Handler;
import dev.timonier.server.health.HealthCheck;
import dev.timonier.server.health.HealthHandler;
import dev.timonier.server.http.HttpFront;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resources;
import dev.timonier.server.resource.BuiltInKinds;
import dev.timonier.server.verb.Dispatcher;
import dev.timonier.server.verb.Paths;
import dev.timonier.server.verb.Verbs;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.storage.RevisionedStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/// The API server: the only one that reads and writes the store. A request's way through it is
/// [HttpFront], then the [FilterChain], then the [Dispatcher], a verb, the [Registry] and the
/// store.
public final class ApiServer implements AutoCloseable {
  private final WatchCache cache;
  private final ExecutorService requests;
  private final HttpFront front;

  private ApiServer(WatchCache cache, ExecutorService requests, HttpFront front) {
    this.cache = cache;
    this.requests = requests;
    this.front = front;
  }

  /// Starts to serve what is in the store, which remains the caller's.
  public static ApiServer start(ApiServerConfig config, RevisionedStore store, Time time) {
    var random = RandomGenerator.getDefault();
    var resources = new Resources(BuiltInKinds.resources());
    var cache = new WatchCache(store);
    for (var resource : resources.all()) {
      cache.register(resource.groupResource(), resource::selectableFields);
    }
    cache.start();
    var registry =
        new Registry(
            store,
            cache,
            AdmissionChain.NONE,
            (_, _, _) -> {},
            time,
            random,
            () -> UUID.randomUUID().toString());
    var verbs = new Verbs(registry, cache, time, random);
    var dispatcher = new Dispatcher(resources, verbs, Map.of(), paths(resources));
    var handler =
        FilterChain.of(
            List.of(new ClientCertificates(config.tls().clientAuthority(), time)),
            new SystemAuthorizer(),
            () -> UUID.randomUUID().toString(),
            dispatcher);
    var requests =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory());
    var front = HttpFront.start(config.address(), config.tls(), handler, requests);
    return new ApiServer(cache, requests, front);
  }

  private static Handler paths(Resources resources) {
    var discovery = new Discovery(resources);
    var checks = List.of(new HealthCheck("ping", () -> true), new HealthCheck("etcd", () -> true));
    return new Paths()
        .at("/api", discovery)
        .below("/api", discovery)
        .at("/apis", discovery)
        .below("/apis", discovery)
        .at("/version", new VersionHandler())
        .at("/livez", new HealthHandler("livez", checks))
        .below("/livez", new HealthHandler("livez", checks))
        .at("/readyz", new HealthHandler("readyz", checks))
        .below("/readyz", new HealthHandler("readyz", checks))
        .at("/healthz", new HealthHandler("healthz", checks))
        .below("/healthz", new HealthHandler("healthz", checks));
  }

  /// The port that is served.
  public int port() {
    return front.port();
  }

  /// Stops serving; what was acknowledged is in the store.
  @Override
  public void close() {
    front.close();
    requests.shutdown();
    cache.close();
  }
}
