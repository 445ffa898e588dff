package dev.timonier.server.watchcache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.memory.MemoryStore;
import dev.timonier.storage.metric.StoreMetrics;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangedObjectsTest {
  private static final GroupResource PODS = new GroupResource("", "pods");

  private final MemoryStore store =
      new MemoryStore(
          new StoreContext(InstantSource.system(), (_, _) -> () -> {}, new StoreMetrics()));
  private final WatchCache cache = new WatchCache(store);
  private final ChangedObjects changed = new ChangedObjects(cache, PODS);
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void start() {
    cache.register(PODS, _ -> Map.of());
    cache.start();
  }

  @AfterEach
  void close() {
    cache.close();
    store.close();
  }

  private static StoreKey key(String path) {
    return StoreKey.of(ObjectKey.prefix(PODS) + path);
  }

  private void put(String path) {
    var bytes =
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"}}"
            .getBytes(StandardCharsets.UTF_8);
    store.commit(Transaction.unguarded(new Mutation.Put(key(path), bytes)));
  }

  private void delete(String path) {
    store.commit(Transaction.unguarded(new Mutation.Delete(key(path))));
  }

  private List<String> take() {
    cache.await(store.currentRevision());
    told.clear();
    changed.takeInto(new Told());
    return told;
  }

  private final class Told implements ChangedObjects.Index {
    @Override
    public void put(CachedObject object) {
      told.add("put " + object.path());
    }

    @Override
    public void remove(String path) {
      told.add("remove " + path);
    }

    @Override
    public void clear() {
      told.add("clear");
    }
  }

  @Test
  void firstQuestionTellsWhatThereIs() {
    put("s/a");
    put("s/b");
    delete("s/b");
    assertThat(take()).containsExactly("clear", "put s/a");
    assertThat(take()).isEmpty();
  }

  @Test
  void nextQuestionTellsTheLastOfEachChangedObject() {
    put("s/a");
    put("s/b");
    take();
    put("s/a");
    put("s/a");
    delete("s/b");
    put("s/c");
    assertThat(take()).containsExactlyInAnyOrder("put s/a", "remove s/b", "put s/c");
  }

  @Test
  void whatHasComeAndGoneMeanwhileIsNotTold() {
    take();
    put("s/a");
    put("s/a");
    delete("s/a");
    assertThat(take()).isEmpty();
  }

  @Test
  void objectThatHasGoneAndComeAgainIsToldOnce() {
    put("s/a");
    take();
    delete("s/a");
    put("s/a");
    assertThat(take()).containsExactly("put s/a");
    delete("s/a");
    put("s/a");
    delete("s/a");
    assertThat(take()).containsExactly("remove s/a");
  }
}
