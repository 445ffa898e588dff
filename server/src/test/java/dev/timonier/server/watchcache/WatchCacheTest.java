package dev.timonier.server.watchcache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.memory.MemoryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchCacheTest {
  private static final GroupResource CONFIG_MAPS = new GroupResource("", "configmaps");

  private final MemoryStore store =
      new MemoryStore(
          new StoreContext(InstantSource.system(), (_, _) -> () -> {}, new SimpleMeterRegistry()));
  private final WatchCache cache = new WatchCache(store);

  @BeforeEach
  void start() {
    cache.register(CONFIG_MAPS, _ -> Map.of());
    cache.start();
  }

  @AfterEach
  void close() {
    cache.close();
    store.close();
  }

  private void commit(String key) {
    var object =
        """
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"mine"}}"""
            .getBytes(StandardCharsets.UTF_8);
    store.commit(Transaction.unguarded(new Mutation.Put(StoreKey.of(key), object)));
  }

  /// As those who share an etcd do.
  @Test
  void listIsServedWhenKeysOfOthersWereTheLastToChange() {
    commit("/registry/core/configmaps/default/mine");
    commit("/elsewhere");

    var list = cache.list(CONFIG_MAPS, Selection.everything(), "", Long.MAX_VALUE);
    assertThat(list.objects()).hasSize(1);
    assertThat(list.revision()).isEqualTo(store.currentRevision());
  }
}
