package dev.timonier.server.health;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.memory.MemoryStore;
import dev.timonier.storage.metric.StoreMetrics;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AutoRegistrationTest {
  private static final GroupResource API_SERVICES =
      new GroupResource("apiregistration.k8s.io", "apiservices");

  private final MemoryStore store =
      new MemoryStore(
          new StoreContext(InstantSource.system(), (_, _) -> () -> {}, new StoreMetrics()));
  private final WatchCache cache = new WatchCache(store);

  @BeforeEach
  void start() {
    cache.register(API_SERVICES, _ -> Map.of());
    cache.start();
  }

  @AfterEach
  void close() {
    cache.close();
    store.close();
  }

  private void put(String name, String status) {
    var object =
        """
        {"apiVersion":"apiregistration.k8s.io/v1","kind":"APIService","metadata":{"name":"%s"},\
        "status":{"conditions":[{"type":"Available","status":"%s"}]}}"""
            .formatted(name, status);
    commit(new Mutation.Put(key(name), object.getBytes(UTF_8)));
  }

  private static StoreKey key(String name) {
    return StoreKey.of(ObjectKey.prefix(API_SERVICES) + name);
  }

  private void commit(Mutation mutation) {
    store.commit(Transaction.unguarded(mutation));
    cache.await(store.currentRevision());
  }

  @Test
  void isCompleteWhenEachServiceHasBeenAvailableOnce() {
    var check = new AutoRegistration(cache, List.of("v1.apps", "v1."));
    assertThat(check.get()).hasValue("missing APIService: [v1. v1.apps]");

    put("v1.", "False");
    put("v1.apps", "True");
    assertThat(check.get()).hasValue("missing APIService: [v1.]");

    put("v1.", "True");
    assertThat(check.get()).isEmpty();
    commit(new Mutation.Delete(key("v1.")));
    assertThat(check.get()).isEmpty();
  }
}
