package dev.timonier.server;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.host.HostName;
import dev.timonier.machinery.network.Address;
import dev.timonier.machinery.network.Cidr;
import dev.timonier.machinery.time.Time;
import dev.timonier.server.admission.CachedObjects;
import dev.timonier.server.admission.DefaultPlugins;
import dev.timonier.server.apply.Applier;
import dev.timonier.server.apply.ManagedFieldTracker;
import dev.timonier.server.apply.typed.BuiltInTypes;
import dev.timonier.server.authn.BearerTokens;
import dev.timonier.server.authn.ClientCertificates;
import dev.timonier.server.authn.SelfSubjectReviews;
import dev.timonier.server.authn.TokenAuthenticator;
import dev.timonier.server.authn.TokenReviews;
import dev.timonier.server.authz.AccessReviews;
import dev.timonier.server.authz.AccessReviews.Subjects;
import dev.timonier.server.authz.Authorizer;
import dev.timonier.server.authz.AuthorizerChain;
import dev.timonier.server.authz.Masters;
import dev.timonier.server.authz.RulesReviews;
import dev.timonier.server.authz.node.NodeAuthorizer;
import dev.timonier.server.authz.rbac.EscalationCheck;
import dev.timonier.server.authz.rbac.RbacAuthorizer;
import dev.timonier.server.bootstrap.ApiServerEndpoints;
import dev.timonier.server.bootstrap.Bootstrap;
import dev.timonier.server.bootstrap.Bootstrap.Hook;
import dev.timonier.server.bootstrap.BuiltInApiServices;
import dev.timonier.server.bootstrap.ClusterAuthentication;
import dev.timonier.server.bootstrap.ClusterInfo;
import dev.timonier.server.bootstrap.DefaultServiceCidr;
import dev.timonier.server.bootstrap.IdentityLease;
import dev.timonier.server.bootstrap.IdentityLeases;
import dev.timonier.server.bootstrap.KubernetesService;
import dev.timonier.server.bootstrap.LegacyTokenTracking;
import dev.timonier.server.bootstrap.Repeated;
import dev.timonier.server.bootstrap.RoleTable;
import dev.timonier.server.bootstrap.ServerAddresses;
import dev.timonier.server.bootstrap.ServerIdentity;
import dev.timonier.server.bootstrap.SystemFlowControl;
import dev.timonier.server.bootstrap.SystemNamespaces;
import dev.timonier.server.bootstrap.SystemObjects;
import dev.timonier.server.bootstrap.SystemPriorityClasses;
import dev.timonier.server.bootstrap.SystemRoles;
import dev.timonier.server.discovery.AddressesByClient;
import dev.timonier.server.discovery.Discovery;
import dev.timonier.server.discovery.RootIndex;
import dev.timonier.server.discovery.VersionHandler;
import dev.timonier.server.fairness.DanglingCondition;
import dev.timonier.server.fairness.DanglingSchemas;
import dev.timonier.server.filter.FilterChain;
import dev.timonier.server.filter.Handler;
import dev.timonier.server.filter.InFlight;
import dev.timonier.server.filter.Shutdown;
import dev.timonier.server.health.HealthChecks;
import dev.timonier.server.health.HealthHandler;
import dev.timonier.server.http.ConnectionHooks;
import dev.timonier.server.http.HttpFront;
import dev.timonier.server.http.RequestHandler;
import dev.timonier.server.metric.AccessMeters;
import dev.timonier.server.metric.AdmissionMeters;
import dev.timonier.server.metric.AllocationMeters;
import dev.timonier.server.metric.ApiServiceMeters;
import dev.timonier.server.metric.BuildMeter;
import dev.timonier.server.metric.DecisionMeter;
import dev.timonier.server.metric.HealthMeters;
import dev.timonier.server.metric.KnownCalls;
import dev.timonier.server.metric.Metrics;
import dev.timonier.server.metric.MetricsHandler;
import dev.timonier.server.metric.NodeGraphMeters;
import dev.timonier.server.metric.PodLogMeters;
import dev.timonier.server.metric.RequestMetrics;
import dev.timonier.server.metric.TerminationMeters;
import dev.timonier.server.metric.TokenMeters;
import dev.timonier.server.openapi.OpenApi;
import dev.timonier.server.registry.FieldTracker;
import dev.timonier.server.registry.RandomUids;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.Resources;
import dev.timonier.server.resource.BuiltInKinds;
import dev.timonier.server.resource.core.componentstatus.ComponentStatuses;
import dev.timonier.server.resource.core.pod.BindingHandler;
import dev.timonier.server.resource.core.pod.PodSubresources;
import dev.timonier.server.resource.core.service.allocation.ServiceAllocator;
import dev.timonier.server.resource.device.DeviceContextRules;
import dev.timonier.server.serviceaccount.ServiceAccounts;
import dev.timonier.server.stream.StreamSubresources;
import dev.timonier.server.verb.Dispatcher;
import dev.timonier.server.verb.Paths;
import dev.timonier.server.verb.ReadOnly;
import dev.timonier.server.verb.Scaling;
import dev.timonier.server.verb.SubresourceHandler;
import dev.timonier.server.verb.VerbHandler;
import dev.timonier.server.verb.Verbs;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.server.zpage.ZPage;
import dev.timonier.storage.RevisionedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// The API server: the only one that reads and writes the store. A request's way through it is
/// [HttpFront], then the [FilterChain], then the [Dispatcher], a verb, the [Registry] and the
/// store.
public final class ApiServer implements AutoCloseable {
  private static final GroupResource SERVICES = new GroupResource("", "services");

  private final Serving serving;
  private final Shutdown shutdown;
  private final Time time;
  private final WatchCache cache;
  private final Bootstrap bootstrap;
  private final DanglingSchemas schemas;
  private final StreamSubresources streams;
  private final SystemRoles roles;
  private final ExecutorService requests;
  private final HttpFront front;
  private final RequestHandler handler;

  private ApiServer(
      Serving serving,
      Shutdown shutdown,
      Time time,
      WatchCache cache,
      Bootstrap bootstrap,
      DanglingSchemas schemas,
      StreamSubresources streams,
      SystemRoles roles,
      ExecutorService requests,
      HttpFront front,
      RequestHandler handler) {
    this.serving = serving;
    this.shutdown = shutdown;
    this.time = time;
    this.cache = cache;
    this.bootstrap = bootstrap;
    this.schemas = schemas;
    this.streams = streams;
    this.roles = roles;
    this.requests = requests;
    this.front = front;
    this.handler = handler;
  }

  /// As below, with metrics of its own.
  public static ApiServer start(ApiServerConfig config, RevisionedStore store, Time time) {
    return start(config, store, new Metrics(), time);
  }

  /// Starts to serve what is in the store, which remains the caller's.
  ///
  /// @param metrics are served; the store's are among them if it registered there
  public static ApiServer start(
      ApiServerConfig config, RevisionedStore store, Metrics metrics, Time time) {
    var random = RandomGenerator.getDefault();
    var resources = new Resources(BuiltInKinds.resources());
    var cache = new WatchCache(store);
    for (var resource : resources.stored()) {
      cache.register(resource.groupResource(), resource::selectableFields);
    }
    cache.start();
    var isNew = cache.isEmpty();
    var types = new BuiltInTypes();
    var tracker = new ManagedFieldTracker(types, resources::inVersion, time);
    var uids = new RandomUids();
    var services = services(config, store, cache, metrics, uids, time);
    var table = RoleTable.builtIn();
    var rbac = new RbacAuthorizer(cache);
    var node =
        new NodeAuthorizer(
            cache, table.rulesOf("system:node"), new NodeGraphMeters(metrics), time::nanoTime);
    var authorizer =
        new AuthorizerChain(
            List.of(
                new Masters(),
                new DecisionMeter(metrics, "Node", node),
                new DecisionMeter(metrics, "RBAC", rbac)));
    var registry =
        new Registry(
            store,
            cache,
            DefaultPlugins.chain(
                config.serving().admission(),
                cache,
                store,
                random,
                authorizer,
                List.of(new EscalationCheck(rbac, authorizer)),
                new AdmissionMeters(metrics),
                time::nanoTime),
            tracker,
            Map.of(SERVICES, services),
            DeviceContextRules.of(new CachedObjects(cache), authorizer),
            time,
            random,
            uids);
    var requests = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request").factory());
    var port = new CompletableFuture<Integer>();
    var applier = new Applier(types, resources::inVersion, time);
    var objects = new SystemObjects(resources, registry, applier);
    var endpoints =
        new ApiServerEndpoints(
            objects,
            new KubernetesService(objects, config.services().ranges().getFirst(), port::join),
            new ServerAddresses(store, advertised(config)),
            port::join,
            time,
            requests);
    var identity =
        new IdentityLease(
            objects,
            new ServerIdentity(HostName.read()),
            () -> advertised(config).map(address -> address.withPort(port.join())),
            uids.get(),
            time,
            requests);
    var identities = new IdentityLeases(objects, time, requests);
    var roles = new SystemRoles(objects, table, requests);
    var bootstrap =
        new Bootstrap(
            hooks(
                config,
                objects,
                roles,
                time,
                endpoints,
                clusterInfo(config, objects, port),
                identity,
                identities,
                services,
                requests,
                () -> beginHistory(cache, isNew)));
    var verbs = new Verbs(registry, cache, applier, time, random);
    var accounts = new ServiceAccounts(config.tokenKey(), cache, uids, time);
    var tokens = accounts.tokens(objects, new TokenMeters(metrics));
    var streams =
        new StreamSubresources(
            resources, registry, config.kubelets(), new PodLogMeters(metrics), requests);
    var shutdown = new Shutdown(time);
    var discovery =
        new Discovery(resources, addresses(config, port), aggregations(metrics)::increment);
    var health = HealthChecks.of(store, cache, bootstrap, shutdown);
    var paths = paths(discovery, time, random, health, accounts);
    metrics.show(new ApiServiceMeters(cache));
    paths.at("/metrics", metricsHandler(metrics, resources, cache));
    paths.at("/flagz", ZPage.flags(() -> ServerFlags.of(config, port.join()), random));
    servePathLists(paths, resources, health, time, random);
    BuildMeter.register(metrics, VersionHandler.version());
    var dispatcher =
        new Dispatcher(
            resources,
            verbs,
            subresources(
                streams,
                PodSubresources.of(resources, registry, time),
                new Scaling(registry, tracker, applier, time).handlers(),
                accounts.tokenRequests(tracker, registry)),
            withBindings(
                reviews(tokens, authorizer, tracker, time),
                resources,
                registry,
                componentStatuses(store, cache, time),
                time),
            paths);
    var known = new KnownCalls(resources, paths);
    var inFlight = new InFlight();
    var serving = config.serving();
    var handler =
        FilterChain.of(
            List.of(
                new ClientCertificates(config.tls().clientAuthority(), time),
                new BearerTokens(tokens, ServiceAccounts.AUDIENCES)),
            authorizer,
            new FilterChain.Guards(
                serving.limits(),
                inFlight,
                shutdown,
                new TerminationMeters(metrics, known),
                new AccessMeters(metrics, time)),
            uids,
            time,
            new RequestMetrics(metrics, inFlight, known, time::nanoTime, dispatcher));
    var front =
        HttpFront.start(
            config.address(),
            config.tls(),
            handler,
            requests,
            time,
            new ConnectionHooks(
                () -> serving.goawayChance() > 0 && random.nextDouble() < serving.goawayChance(),
                handshakeErrors(metrics)::increment));
    port.complete(front.port());
    bootstrap.run();
    var schemas =
        new DanglingSchemas(
            resources, registry, cache, new DanglingCondition(registry, applier, time), requests);
    return new ApiServer(
        serving, shutdown, time, cache, bootstrap, schemas, streams, roles, requests, front,
        handler);
  }

  private static LongAdder handshakeErrors(Metrics metrics) {
    return metrics.counter(
        "apiserver_tls_handshake_errors_total",
        "[ALPHA] Number of requests dropped with 'TLS handshake error from' error",
        Map.of());
  }

  private static LongAdder aggregations(Metrics metrics) {
    return metrics.counter(
        "aggregator_discovery_aggregation_count_total",
        "[ALPHA] Counter of number of times discovery was aggregated",
        Map.of());
  }

  private static ServiceAllocator services(
      ApiServerConfig config,
      RevisionedStore store,
      WatchCache cache,
      Metrics metrics,
      RandomUids uids,
      Time time) {
    var families = config.services().ranges().stream().map(Cidr::family).toList();
    var meters = new AllocationMeters(metrics);
    var allocator =
        new ServiceAllocator(
            store,
            cache,
            new ServiceAllocator.Pools(families, config.services().nodePorts()),
            meters,
            time,
            RandomGenerator.getDefault(),
            uids);
    meters.show(allocator);
    return allocator;
  }

  private static AddressesByClient addresses(
      ApiServerConfig config, CompletableFuture<Integer> port) {
    return new AddressesByClient(
        announced(config), port::join, config.services().ranges().getFirst());
  }

  /// Clients have to be told by whose certificates to know the server.
  private static Bootstrap.Step clusterInfo(
      ApiServerConfig config, SystemObjects objects, CompletableFuture<Integer> port) {
    return config
        .authority()
        .<Bootstrap.Step>map(
            file -> new ClusterInfo(objects, file, () -> announced(config).withPort(port.join())))
        .orElse(() -> {});
  }

  /// A machine without a network tells where it listens.
  private static Address announced(ApiServerConfig config) {
    return advertised(config).orElseGet(() -> Address.of(config.address().getAddress()));
  }

  private static Optional<Address> advertised(ApiServerConfig config) {
    return ApiServerEndpoints.addressFor(
        config.services().advertised().map(Address::of),
        Address.of(config.address().getAddress()),
        config.services().ranges().getFirst().family());
  }

  /// A cluster begins with what it is ready with.
  private static void beginHistory(WatchCache cache, boolean isNew) {
    if (isNew) {
      cache.beginHistory();
    }
  }

  private static List<Bootstrap.Hook> hooks(
      ApiServerConfig config,
      SystemObjects objects,
      SystemRoles roles,
      Time time,
      ApiServerEndpoints endpoints,
      Bootstrap.Step info,
      IdentityLease identity,
      IdentityLeases identities,
      ServiceAllocator services,
      Executor executor,
      Bootstrap.Step last) {
    var ranges = config.services().ranges();
    UnaryOperator<Bootstrap.Step> repeated =
        step -> new Repeated(step, Duration.ofMinutes(1), time, executor);
    var range = new DefaultServiceCidr(objects, ranges, time);
    return List.of(
        Hook.of(
            "start-system-namespaces-controller", repeated.apply(new SystemNamespaces(objects))),
        Hook.of("scheduling/bootstrap-system-priority-classes", new SystemPriorityClasses(objects)),
        Hook.of(
            "start-cluster-authentication-info-controller",
            repeated.apply(new ClusterAuthentication(objects, config.tls().clientAuthority()))),
        Hook.of("start-kube-apiserver-identity-lease-controller", identity),
        Hook.of("start-kube-apiserver-identity-lease-garbage-collector", identities),
        Hook.of(
            "start-legacy-token-tracking-controller",
            repeated.apply(new LegacyTokenTracking(objects, time))),
        Hook.of("kube-apiserver-autoregistration", new BuiltInApiServices(objects)),
        Hook.of("rbac/bootstrap-roles", roles),
        Hook.of(
            "priority-and-fairness-config-producer",
            repeated.apply(new SystemFlowControl(objects, executor, time))),
        Hook.of(
            "start-kubernetes-service-cidr-controller",
            new Repeated(range, Duration.ofSeconds(10), time, executor)),
        Hook.of("start-service-ip-repair-controllers", services.repair()::run),
        Hook.of("bootstrap-controller", endpoints, info, last));
  }

  private static Map<GroupResource, VerbHandler> reviews(
      TokenAuthenticator tokens, Authorizer authorizer, FieldTracker tracker, Time time) {
    var authentication = "authentication.k8s.io";
    var authorization = "authorization.k8s.io";
    return Map.of(
        new GroupResource(authentication, "tokenreviews"),
        new TokenReviews(tokens, ServiceAccounts.AUDIENCES, tracker, time),
        new GroupResource(authentication, "selfsubjectreviews"),
        new SelfSubjectReviews(time),
        new GroupResource(authorization, "selfsubjectaccessreviews"),
        new AccessReviews(Subjects.SELF, authorizer, tracker, time),
        new GroupResource(authorization, "subjectaccessreviews"),
        new AccessReviews(Subjects.NAMED, authorizer, tracker, time),
        new GroupResource(authorization, "localsubjectaccessreviews"),
        new AccessReviews(Subjects.NAMED_IN_NAMESPACE, authorizer, tracker, time),
        new GroupResource(authorization, "selfsubjectrulesreviews"),
        new RulesReviews(authorizer, time));
  }

  private static Map<String, SubresourceHandler> subresources(
      StreamSubresources streams,
      Map<String, SubresourceHandler> pods,
      Map<String, SubresourceHandler> scales,
      SubresourceHandler tokens) {
    var handlers = new HashMap<>(streams.handlers());
    handlers.putAll(pods);
    handlers.put("serviceaccounts/token", tokens);
    handlers.putAll(scales);
    return handlers;
  }

  private static Map<GroupResource, VerbHandler> withBindings(
      Map<GroupResource, VerbHandler> reviews,
      Resources resources,
      Registry registry,
      ComponentStatuses components,
      Time time) {
    var handlers = new HashMap<>(reviews);
    handlers.put(ComponentStatuses.RESOURCE, components);
    handlers.put(new GroupResource("", "bindings"), new BindingHandler(resources, registry, time));
    return handlers;
  }

  private static ComponentStatuses componentStatuses(
      RevisionedStore store, WatchCache cache, Time time) {
    return new ComponentStatuses(() -> HealthChecks.isWell(store), new CachedObjects(cache), time);
  }

  private static Handler metricsHandler(Metrics metrics, Resources resources, WatchCache cache) {
    return new MetricsHandler(
        metrics,
        () -> resources.stored().stream().map(Resource::groupResource).toList(),
        cache::figures);
  }

  private static List<String> listed(Paths paths, HealthChecks health) {
    var listed = new ArrayList<>(paths.all());
    listed.add("/openapi/v3/");
    for (var check : health.live()) {
      listed.add("/healthz/" + check.name());
      listed.add("/livez/" + check.name());
    }
    health.ready().forEach(check -> listed.add("/readyz/" + check.name()));
    return listed;
  }

  /// What tells which paths there are; itself comes last.
  private static void servePathLists(
      Paths paths, Resources resources, HealthChecks health, Time time, RandomGenerator random) {
    var listed = new ArrayList<String>();
    paths.at("/statusz", ZPage.status(time, () -> listed, random));
    listed.addAll(listed(paths, health));
    var index = new RootIndex(resources, () -> listed);
    paths.at("/", index).at("/index.html", index);
  }

  private static void serveHealth(Paths paths, HealthChecks health) {
    var meters = new HealthMeters();
    var checks = Map.of("livez", health.live(), "readyz", health.ready(), "healthz", health.live());
    checks.forEach(
        (name, asked) -> {
          var handler = new HealthHandler(name, asked, meters);
          paths.at("/" + name, handler).below("/" + name, handler);
        });
    paths.at("/metrics/slis", meters);
  }

  private static Paths paths(
      Discovery discovery,
      Time time,
      RandomGenerator random,
      HealthChecks health,
      ServiceAccounts accounts) {
    var version = new VersionHandler();
    var paths =
        new Paths()
            .at("/api", discovery)
            .below("/api", discovery)
            .at("/apis", discovery)
            .below("/apis", discovery)
            .at("/version", version)
            .below("/version", version);
    serveHealth(paths, health);
    var openApi = new OpenApi(time, random);
    paths.at("/openapi/v2", openApi.v2());
    paths.at("/openapi/v3", openApi.v3Index()).below("/openapi/v3", openApi.v3());
    accounts
        .discovery()
        .forEach((path, handler) -> paths.atOrBehindSlash(path, new ReadOnly(handler)));
    return paths;
  }

  /// The port that is served.
  public int port() {
    return front.port();
  }

  /// Sees to it that a user has a cluster role, by a binding of the user's name.
  public void bind(String user, String clusterRole) {
    roles.bind(user, clusterRole);
  }

  /// Takes requests of clients in this process, which need no network.
  public RequestHandler handler() {
    return handler;
  }

  /// Stops serving: says that it is not ready, takes no more requests, answers those under way and
  /// ends watches. What was acknowledged is in the store.
  @Override
  public void close() {
    shutdown.begin();
    awaitShutdownDelay();
    bootstrap.close();
    schemas.close();
    shutdown.refuse();
    front.drain();
    shutdown.awaitDrained(serving.limits().timeout());
    streams.close();
    front.close();
    requests.shutdown();
    cache.close();
  }

  /// Gives load balancers time to see that the server is not ready.
  private void awaitShutdownDelay() {
    if (serving.shutdownDelay().isPositive()) {
      var passed = new CompletableFuture<Void>();
      time.after(serving.shutdownDelay(), () -> passed.complete(null));
      passed.join();
    }
  }
}
