package dev.timonier.controllers.garbagecollector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.machinery.status.ApiErrors;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GarbageCollectorTest {
  private final ControlPlane plane = new ControlPlane();

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void dependentsGoAfterTheirOwnerAndTheirsAfterThem() {
    run();
    var owner = create("owner");
    var middle = create("middle", owner);
    create("leaf", middle);
    create("other");
    plane.client().resource(owner).delete();
    awaitNames("other");
  }

  @Test
  void dependentOfTwoOwnersLosesTheReferenceToTheGoneOne() {
    run();
    var one = create("one");
    var two = create("two");
    var both = create("both", one, two);
    plane.client().resource(one).delete();
    awaitOwners(both, "two");
    plane.client().resource(two).delete();
    awaitNames();
  }

  @Test
  void orphanedDependentsStayWithoutReference() {
    run();
    var owner = create("owner");
    var leaf = create("leaf", owner);
    plane.client().resource(owner).withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
    awaitNames("leaf");
    assertThat(plane.read(leaf).getMetadata().getOwnerReferences()).isEmpty();
  }

  @Test
  void ownerStaysUntilBlockingDependentsAreGone() {
    run();
    var owner = create("owner");
    var held =
        plane
            .api()
            .create(
                new ConfigMapBuilder(map("held", owner))
                    .editMetadata()
                    .addToFinalizers("x/hold")
                    .endMetadata()
                    .build());
    create("leaf", owner);
    plane.client().resource(owner).withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
    awaitNames("held", "owner");
    plane.eventually(
        () -> assertThat(plane.read(held).getMetadata().getDeletionTimestamp()).isNotNull());
    assertThat(plane.read(owner).getMetadata().getFinalizers()).contains("foregroundDeletion");
    plane.edit(held, h -> h.edit().editMetadata().withFinalizers().endMetadata().build());
    awaitNames();
  }

  @Test
  void foregroundDeletionGoesDownTheTreeBeforeItGoesUp() {
    run();
    var owner = create("owner");
    var middle = create("middle", owner);
    plane
        .api()
        .create(
            new ConfigMapBuilder(map("leaf", middle))
                .editMetadata()
                .addToFinalizers("x/hold")
                .endMetadata()
                .build());
    plane.client().resource(owner).withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
    plane.eventually(
        () ->
            assertThat(find("leaf").orElseThrow().getMetadata().getDeletionTimestamp())
                .isNotNull());
    assertThat(names()).containsExactly("leaf", "middle", "owner");
    plane.edit(
        find("leaf").orElseThrow(),
        h -> h.edit().editMetadata().withFinalizers().endMetadata().build());
    awaitNames();
  }

  @Test
  void foregroundDeletionDoesNotWaitForDependentsThatDoNotBlock() {
    run();
    var owner = create("owner");
    var leaf = map("leaf", owner);
    leaf.getMetadata().getOwnerReferences().getFirst().setBlockOwnerDeletion(false);
    leaf.getMetadata().setFinalizers(List.of("x/hold"));
    plane.api().create(leaf);
    plane.client().resource(owner).withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
    awaitNames("leaf");
  }

  @Test
  void circleOfOwnersCanBeDeletedInForeground() {
    run();
    var one = create("one");
    var two = create("two", one);
    plane.edit(
        one,
        o -> o.edit().editMetadata().withOwnerReferences(reference(two)).endMetadata().build());
    plane.client().resource(one).withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
    awaitNames();
  }

  @Test
  void objectWhoseOwnerNeverWasIsDeleted() {
    run();
    plane.api().create(map("leaf", named("nobody", "no-such-uid")));
    awaitNames();
  }

  @Test
  void ownerOfTheSameNameButAnotherUidIsNotTheOwner() {
    run();
    create("owner");
    plane.api().create(map("leaf", named("owner", "former-uid")));
    awaitNames("owner");
  }

  @Test
  void ownerInAnotherNamespaceDoesNotCount() {
    run();
    var owner = create("owner");
    plane
        .api()
        .create(
            new ConfigMapBuilder(map("leaf", owner))
                .editMetadata()
                .withNamespace("other")
                .endMetadata()
                .build());
    awaitNames("owner");
  }

  @Test
  void ownersOfTheClusterCountInEveryNamespace() {
    run();
    var node =
        plane.api().create(new NodeBuilder().withNewMetadata().withName("n").endMetadata().build());
    create("leaf", node);
    create("marker", plane.api().create(secret("s")));
    plane.client().secrets().inNamespace("default").withName("s").delete();
    awaitNames("leaf");
    plane.client().resource(node).delete();
    awaitNames();
  }

  @Test
  void objectOfTheClusterWithAnOwnerInANamespaceStays() {
    run();
    var owner = create("owner");
    plane
        .api()
        .create(
            new NodeBuilder()
                .withNewMetadata()
                .withName("n")
                .withOwnerReferences(reference(owner))
                .endMetadata()
                .build());
    create("marker", owner);
    plane.client().resource(owner).delete();
    awaitNames();
    assertThat(plane.api().count("nodes")).isOne();
  }

  @Test
  void garbageFromBeforeTheStartIsFound() {
    var owner = create("owner");
    create("leaf", owner);
    plane.client().resource(owner).delete();
    run();
    awaitNames();
  }

  @Test
  void failureIsTriedAgain() {
    run();
    var owner = create("owner");
    create("leaf", owner);
    plane
        .api()
        .fail(
            r ->
                r.toString().endsWith("configmaps/leaf")
                    ? Optional.of(ApiErrors.internal("no"))
                    : Optional.empty());
    plane.client().resource(owner).delete();
    await()
        .until(
            () ->
                plane.api().requests().stream()
                    .anyMatch(r -> r.path().endsWith("configmaps/leaf")));
    plane.api().failNoMore();
    await()
        .untilAsserted(
            () -> {
              plane.time().advance(Duration.ofSeconds(1));
              assertThat(names()).isEmpty();
            });
  }

  @Test
  void resourceThatAnInformerFollowsIsNotWatchedAgain() {
    plane.context().informer(ConfigMap.class);
    run();
    var owner = create("owner");
    create("leaf", owner);
    plane.client().resource(owner).delete();
    awaitNames();
    assertThat(plane.api().requests())
        .filteredOn(r -> r.path().equals("/api/v1/configmaps") && r.watches())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void exactlyTheUnreachableGo(long seed) {
    run();
    var random = new Random(seed);
    var objects = new ArrayList<ConfigMap>();
    for (var i = 0; i < 40; i++) {
      var owners = new ArrayList<ConfigMap>();
      for (var j = random.nextInt(3); j > 0 && !objects.isEmpty(); j--) {
        owners.add(objects.get(random.nextInt(objects.size())));
      }
      objects.add(
          create("o%02d".formatted(i), owners.stream().distinct().toArray(HasMetadata[]::new)));
    }
    var doomed = new HashSet<String>();
    for (var i = 0; i < 8; i++) {
      var object = objects.get(random.nextInt(objects.size()));
      if (doomed.add(object.getMetadata().getUid())) {
        plane.client().resource(object).delete();
      }
    }
    awaitNames(survivors(objects, doomed).toArray(String[]::new));
  }

  /// The model: what names owners goes when none of them is left.
  private static Set<String> survivors(List<ConfigMap> objects, Set<String> doomed) {
    var gone = new HashSet<>(doomed);
    var names = new TreeSet<String>();
    for (var object : objects) {
      var owners = object.getMetadata().getOwnerReferences();
      if (!owners.isEmpty() && owners.stream().allMatch(o -> gone.contains(o.getUid()))) {
        gone.add(object.getMetadata().getUid());
      }
      if (!gone.contains(object.getMetadata().getUid())) {
        names.add(object.getMetadata().getName());
      }
    }
    return names;
  }

  private void run() {
    plane.run(context -> GarbageCollector.create(context, 3));
  }

  private ConfigMap create(String name, HasMetadata... owners) {
    return plane.api().create(map(name, owners));
  }

  private static ConfigMap map(String name, HasMetadata... owners) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName(name)
        .withOwnerReferences(List.of(owners).stream().map(GarbageCollectorTest::reference).toList())
        .endMetadata()
        .build();
  }

  private static Secret secret(String name) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName(name)
        .endMetadata()
        .build();
  }

  private static ConfigMap named(String name, String uid) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withUid(uid)
        .endMetadata()
        .build();
  }

  private static OwnerReference reference(HasMetadata owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .withBlockOwnerDeletion(true)
        .build();
  }

  private void awaitNames(String... names) {
    plane.eventually(() -> assertThat(names()).containsExactly(names));
    plane.settle();
    assertThat(names()).containsExactly(names);
  }

  private void awaitOwners(ConfigMap object, String... names) {
    plane.eventually(
        () ->
            assertThat(plane.read(object).getMetadata().getOwnerReferences())
                .extracting(OwnerReference::getName)
                .containsExactly(names));
  }

  private List<String> names() {
    return plane.client().configMaps().inAnyNamespace().list().getItems().stream()
        .map(map -> map.getMetadata().getName())
        .sorted()
        .toList();
  }

  private Optional<ConfigMap> find(String name) {
    return Optional.ofNullable(
        plane.client().configMaps().inNamespace("default").withName(name).get());
  }
}
