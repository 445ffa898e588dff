package dev.timonier.server.authz.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.authz.node.Use.Kind;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.memory.MemoryStore;
import dev.timonier.storage.metric.StoreMetrics;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeRelationsTest {
  private static final GroupResource PODS = new GroupResource("", "pods");
  private static final GroupResource VOLUMES = new GroupResource("", "persistentvolumes");
  private static final int MANY = 5000;

  private final MemoryStore store =
      new MemoryStore(
          new StoreContext(InstantSource.system(), (_, _) -> () -> {}, new StoreMetrics()));
  private final WatchCache cache = new WatchCache(store);
  private final NodeRelations relations =
      new NodeRelations(cache, this::read, _ -> _ -> {}, () -> 0);
  private int reads;

  private ApiObject read(StoredObject object) {
    reads++;
    return object.read();
  }

  @BeforeEach
  void start() {
    cache.register(
        PODS, pod -> Map.of("spec.nodeName", pod.path("spec").path("nodeName").asText()));
    cache.register(VOLUMES, _ -> Map.of());
    cache.start();
  }

  @AfterEach
  void close() {
    cache.close();
    store.close();
  }

  private void put(GroupResource resource, String path, String spec) {
    var namespace = path.substring(0, Math.max(0, path.indexOf('/')));
    var name = path.substring(path.indexOf('/') + 1);
    var object =
        """
        {"apiVersion":"v1","kind":"X","metadata":{"name":"%s","namespace":"%s"},"spec":{%s}}"""
            .formatted(name, namespace, spec);
    var bytes = object.getBytes(StandardCharsets.UTF_8);
    store.commit(Transaction.unguarded(new Mutation.Put(key(resource, path), bytes)));
  }

  private static StoreKey key(GroupResource resource, String path) {
    return StoreKey.of(ObjectKey.prefix(resource) + path);
  }

  private void pod(String name, String node, String secret) {
    put(
        PODS,
        "shop/" + name,
        """
        "nodeName":"%s","volumes":[{"secret":{"secretName":"%s"}},\
        {"persistentVolumeClaim":{"claimName":"claim-of-%s"}}]"""
            .formatted(node, secret, name));
  }

  private void volume(String name, String claim, String source) {
    put(
        VOLUMES,
        name,
        "\"claimRef\":{\"namespace\":\"shop\",\"name\":\"%s\"},%s".formatted(claim, source));
  }

  private void delete(GroupResource resource, String path) {
    store.commit(Transaction.unguarded(new Mutation.Delete(key(resource, path))));
  }

  private boolean usesSecret(String node, String name) {
    return relations.usesSecret(node, "shop", name);
  }

  @Test
  void ofThousandsOfPodsOnlyThoseAreReadThatChangedSinceTheLastQuestion() {
    for (var i = 0; i < MANY; i++) {
      pod("p" + i, "n" + i % 100, "s" + i);
    }
    cache.await(store.currentRevision());
    assertThat(usesSecret("n7", "s107")).isTrue();
    assertThat(reads).isEqualTo(MANY);

    assertThat(usesSecret("n7", "s108")).isFalse();
    assertThat(relations.uses(new Use("n7", Kind.CLAIM, "shop", "claim-of-p207"))).isTrue();
    assertThat(reads).isEqualTo(MANY);

    pod("p108", "n7", "s108");
    pod("p108", "n7", "s108");
    assertThat(usesSecret("n7", "s108")).isTrue();
    assertThat(reads).as("the last version alone").isBetween(MANY + 1, MANY + 2);
  }

  @Test
  void podThatIsOnNoNodeYetIsNotRead() {
    pod("waiting", "", "s");
    assertThat(usesSecret("", "s")).isFalse();
    assertThat(usesSecret("n1", "s")).isFalse();
    assertThat(reads).isZero();
  }

  @Test
  void secretIsUsedUntilTheLastPodThatNamesItIsGone() {
    pod("a", "n1", "s");
    pod("b", "n1", "s");
    assertThat(usesSecret("n1", "s")).isTrue();

    delete(PODS, "shop/a");
    cache.await(store.currentRevision());
    assertThat(usesSecret("n1", "s")).isTrue();

    delete(PODS, "shop/b");
    cache.await(store.currentRevision());
    assertThat(usesSecret("n1", "s")).isFalse();
  }

  @Test
  void podOfTheSameNameOnAnotherNodeTakesTheRightAlong() {
    pod("a", "n1", "s");
    assertThat(usesSecret("n1", "s")).isTrue();

    delete(PODS, "shop/a");
    pod("a", "n2", "s");
    cache.await(store.currentRevision());
    assertThat(usesSecret("n1", "s")).isFalse();
    assertThat(usesSecret("n2", "s")).isTrue();
  }

  @Test
  void volumeOpensItsSecretsToTheNodesOfItsClaim() {
    pod("a", "n1", "other");
    volume(
        "pv",
        "claim-of-a",
        """
        "csi":{"nodePublishSecretRef":{"name":"publish","namespace":"shop"},\
        "nodeStageSecretRef":{"name":"stage","namespace":"drivers"},\
        "controllerExpandSecretRef":{"name":"expand","namespace":"shop"}}""");
    volume("files", "claim-of-a", "\"azureFile\":{\"secretName\":\"azure\"}");

    assertThat(relations.usesVolume("n1", "pv")).isTrue();
    assertThat(relations.usesVolume("n2", "pv")).isFalse();
    assertThat(usesSecret("n1", "publish")).isTrue();
    assertThat(usesSecret("n1", "azure")).isTrue();
    assertThat(relations.usesSecret("n1", "drivers", "stage")).isTrue();
    assertThat(usesSecret("n1", "stage")).as("in another namespace").isFalse();
    assertThat(usesSecret("n1", "expand")).as("for the controller").isFalse();

    delete(VOLUMES, "pv");
    cache.await(store.currentRevision());
    assertThat(relations.usesVolume("n1", "pv")).isFalse();
    assertThat(usesSecret("n1", "publish")).isFalse();
  }
}
