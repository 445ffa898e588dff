package dev.timonier.server.authz.rbac;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.selector.FieldSelector;
import dev.timonier.server.authn.User;
import dev.timonier.server.authz.Decision;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.server.request.RequestInfo;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.memory.MemoryStore;
import dev.timonier.storage.metric.StoreMetrics;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Decisions in a cluster of 500 RoleBindings and 500 ClusterRoleBindings, each for a user and a
/// group of its own. The user asks who has one of each, and is in a group of one more.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RbacBenchmark {
  private static final String GROUP = "rbac.authorization.k8s.io";
  private static final int BINDINGS = 500;

  private final MemoryStore store =
      new MemoryStore(
          new StoreContext(InstantSource.system(), (_, _) -> () -> {}, new StoreMetrics()));
  private final WatchCache cache = ofRoles(store);
  private final RbacAuthorizer authorizer = new RbacAuthorizer(cache);
  private final User user =
      new User("user-7", "", List.of("group-8", User.AUTHENTICATED), Map.of());
  private final RequestInfo allowed = info("list", "pods");
  private final RequestInfo refused = info("delete", "secrets");

  private static WatchCache ofRoles(MemoryStore store) {
    var cache = new WatchCache(store);
    for (var plural : List.of("roles", "clusterroles", "rolebindings", "clusterrolebindings")) {
      cache.register(resource(plural), _ -> Map.of());
    }
    return cache;
  }

  @Setup
  public void fill() {
    cache.start();
    put("clusterroles", "", "reader", "\"rules\":[%s,%s]".formatted(rule("nodes"), rule("pods")));
    put("roles", "shop", "reader", "\"rules\":[%s]".formatted(rule("pods")));
    for (var i = 0; i < BINDINGS; i++) {
      bind("rolebindings", "shop", "Role", i);
      bind("clusterrolebindings", "", "ClusterRole", i);
    }
    cache.await(store.currentRevision());
  }

  @TearDown
  public void close() {
    cache.close();
    store.close();
  }

  @Benchmark
  public Decision whatIsAllowed() {
    return authorizer.authorize(user, allowed);
  }

  @Benchmark
  public Decision whatIsRefused() {
    return authorizer.authorize(user, refused);
  }

  /// After somebody wrote another binding.
  @Benchmark
  public Decision afterAChange() {
    bind("rolebindings", "shop", "Role", BINDINGS);
    cache.await(store.currentRevision());
    return authorizer.authorize(user, allowed);
  }

  private void bind(String plural, String namespace, String role, int number) {
    var subjects =
        "[{\"kind\":\"User\",\"name\":\"user-%1$d\"},{\"kind\":\"Group\",\"name\":\"group-%1$d\"}]"
            .formatted(number);
    put(
        plural,
        namespace,
        "binding-" + number,
        "\"roleRef\":{\"kind\":\"%s\",\"name\":\"reader\"},\"subjects\":%s"
            .formatted(role, subjects));
  }

  private void put(String plural, String namespace, String name, String content) {
    var object =
        """
        {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"X",\
        "metadata":{"name":"%s","namespace":"%s"},%s}"""
            .formatted(name, namespace, content);
    var key = StoreKey.of(ObjectKey.prefix(resource(plural)) + ObjectKey.path(namespace, name));
    var bytes = object.getBytes(StandardCharsets.UTF_8);
    store.commit(Transaction.unguarded(new Mutation.Put(key, bytes)));
  }

  private static String rule(String resource) {
    return "{\"verbs\":[\"get\",\"list\",\"watch\"],\"apiGroups\":[\"\"],\"resources\":[\"%s\"]}"
        .formatted(resource);
  }

  private static GroupResource resource(String plural) {
    return new GroupResource(GROUP, plural);
  }

  private static RequestInfo info(String verb, String resource) {
    return new RequestInfo(
        true,
        "",
        verb,
        new GroupVersion("", "v1"),
        "shop",
        resource,
        "",
        "",
        List.of(),
        FieldSelector.EVERYTHING);
  }
}
