package dev.timonier.machinery.informer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.machinery.fake.FakeApi;
import dev.timonier.machinery.fake.Request;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.time.VirtualTime;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InformersTest {
  private final VirtualTime time = new VirtualTime();
  private final FakeApi api = new FakeApi(time);
  private final Informers informers = new Informers(api.client(), time);
  private final Informer<ConfigMap> maps = informers.of(ConfigMap.class);
  private final Queue<String> told = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    informers.close();
  }

  @Test
  void objectsThatWereThereAndThatComeLaterAreKept() {
    create("a");
    start();
    assertThat(names()).containsExactly("a");
    create("b");
    await().untilAsserted(() -> assertThat(names()).containsExactlyInAnyOrder("a", "b"));
  }

  @Test
  void handlersAreToldOfEachChange() {
    maps.handle(recorder());
    start();
    var map = create("a");
    api.client().resource(map).edit(m -> new ConfigMapBuilder(m).addToData("k", "v").build());
    api.client().resource(map).delete();
    await().untilAsserted(() -> assertThat(told).containsExactly("+a", "~a", "-a"));
  }

  @Test
  void watchThatEndsGoesOnWithoutListingAgain() {
    start();
    create("a");
    await().until(() -> names().contains("a"));
    api.endWatches();
    create("b");
    awaitWithRetries(() -> names().contains("b"));
    assertThat(api.requests().stream().filter(InformersTest::lists)).hasSize(1);
  }

  @Test
  void goneHistoryIsMadeUpForByListingAgain() {
    maps.handle(recorder());
    start();
    var map = create("a");
    await().until(() -> names().contains("a"));
    api.fail(
        r ->
            r.query().containsKey("watch")
                ? Optional.of(ApiErrors.expired("too old"))
                : Optional.empty());
    api.endWatches();
    api.client().resource(map).delete();
    create("b");
    awaitWithRetries(() -> names().equals(List.of("b")));
    await().untilAsserted(() -> assertThat(told).contains("-a", "+b"));
  }

  @Test
  void failingServerIsTriedAgain() {
    api.fail(_ -> Optional.of(ApiErrors.serviceUnavailable("starting")));
    informers.start();
    await().until(() -> !api.requests().isEmpty());
    assertThat(informers.synced()).isFalse();
    api.failNoMore();
    awaitWithRetries(informers::synced);
  }

  @Test
  void replacedObjectOfTheSameNameIsAnotherOne() {
    maps.handle(recorder());
    maps.replaced(List.of(named("a", "1")));
    maps.replaced(List.of(named("a", "2")));
    assertThat(told).containsExactly("+a", "-a", "+a");
  }

  @Test
  void indexFollowsTheKeysOfAnObject() {
    var byColour = maps.store().index(m -> m.getData().values());
    maps.applied(coloured("red"));
    assertThat(byColour.get("red")).hasSize(1);
    maps.applied(coloured("blue"));
    assertThat(byColour.get("red")).isEmpty();
    assertThat(byColour.keys()).containsExactly("blue");
    maps.deleted(coloured("blue"));
    assertThat(byColour.keys()).isEmpty();
  }

  /// The function that tells an object's keys is asked while the object is replaced.
  @Test
  void replacedObjectIsFoundAtEveryMoment() {
    var byColour = new AtomicReference<>(maps.store().index((ConfigMap m) -> m.getData().values()));
    var found = new ArrayList<Integer>();
    byColour.set(
        maps.store()
            .index(
                m -> {
                  found.add(byColour.get().get("red").size());
                  return m.getData().values();
                }));
    maps.applied(coloured("red"));
    found.clear();

    maps.applied(coloured("red"));
    assertThat(found).isNotEmpty().containsOnly(1);
  }

  @Test
  void metadataAloneIsSentWhereNoMoreIsAskedFor() throws InterruptedException {
    api.create(coloured("red"));
    var source = ListWatch.ofMetadata(api.client(), "v1", "configmaps");
    var listing = source.list("0");
    assertThat(listing.items())
        .singleElement()
        .isInstanceOf(PartialObjectMetadata.class)
        .satisfies(item -> assertThat(NamespacedName.of(item)).hasToString("default/a"));
  }

  @Test
  void objectsThatAreNotSelectedAreNotKept() {
    var selected = informers.selecting(ConfigMap.class, "metadata.name=b").store();
    create("a");
    start();
    create("b");
    await().until(() -> names().size() == 2);
    await().until(() -> !selected.list().isEmpty());
    assertThat(selected.names()).containsExactly(new NamespacedName("default", "b"));
  }

  @Test
  void whatIsSelectedIsWatchedOnce() {
    var selected = informers.selecting(ConfigMap.class, "metadata.name=b");
    assertThat(informers.selecting(ConfigMap.class, "metadata.name=b")).isSameAs(selected);
    assertThat(informers.selecting(ConfigMap.class, "metadata.name=c")).isNotSameAs(selected);
  }

  private void start() {
    informers.start();
    await().until(informers::synced);
  }

  private void awaitWithRetries(Callable<Boolean> condition) {
    await()
        .until(
            () -> {
              time.advance(Duration.ofSeconds(1));
              return condition.call();
            });
  }

  private List<String> names() {
    return maps.store().list().stream().map(m -> m.getMetadata().getName()).toList();
  }

  private Handler<ConfigMap> recorder() {
    return new Handler<>() {
      @Override
      public void added(ConfigMap now) {
        told.add("+" + now.getMetadata().getName());
      }

      @Override
      public void updated(ConfigMap before, ConfigMap now) {
        told.add("~" + now.getMetadata().getName());
      }

      @Override
      public void deleted(ConfigMap last) {
        told.add("-" + last.getMetadata().getName());
      }
    };
  }

  private ConfigMap create(String name) {
    return api.create(named(name, "any"));
  }

  private static boolean lists(Request request) {
    return request.method().equals("GET") && !request.query().containsKey("watch");
  }

  private static ConfigMap coloured(String colour) {
    return new ConfigMapBuilder(named("a", "1")).withData(Map.of("colour", colour)).build();
  }

  private static ConfigMap named(String name, String uid) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName(name)
        .withUid(uid)
        .endMetadata()
        .build();
  }
}
