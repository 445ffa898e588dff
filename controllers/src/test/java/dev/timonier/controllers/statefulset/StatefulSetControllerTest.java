package dev.timonier.controllers.statefulset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Samples;
import dev.timonier.controllers.runtime.Owners;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatefulSetControllerTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(context -> StatefulSetController.create(context, 2));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void eachPodIsCreatedWhenTheOneBeforeItIsReady() {
    var set = create(b -> b.editSpec().withReplicas(3).endSpec());
    assertThat(names(set)).containsExactly("db-0");
    ready("db-0");
    assertThat(names(set)).containsExactly("db-0", "db-1");
    ready("db-1");
    ready("db-2");
    assertThat(status(set).getReadyReplicas()).isEqualTo(3);
    assertThat(status(set).getCurrentRevision()).isEqualTo(status(set).getUpdateRevision());
    assertThat(plane.events())
        .containsExactly(
            "SuccessfulCreate create Pod db-0 in StatefulSet db successful",
            "SuccessfulCreate create Pod db-1 in StatefulSet db successful",
            "SuccessfulCreate create Pod db-2 in StatefulSet db successful");
  }

  @Test
  void podKnowsWhoItIs() {
    var pod = pods(create(b -> b)).getFirst();
    assertThat(pod.getMetadata().getLabels())
        .containsEntry("statefulset.kubernetes.io/pod-name", "db-0")
        .containsEntry("apps.kubernetes.io/pod-index", "0");
    assertThat(pod.getSpec().getHostname()).isEqualTo("db-0");
    assertThat(pod.getSpec().getSubdomain()).isEqualTo("svc");
  }

  @Test
  void parallelSetCreatesAllPodsAtOnce() {
    var set =
        create(b -> b.editSpec().withReplicas(3).withPodManagementPolicy("Parallel").endSpec());
    assertThat(names(set)).containsExactly("db-0", "db-1", "db-2");
  }

  @Test
  void firstOrdinalMayBeAnother() {
    var set = create(b -> b.editSpec().withNewOrdinals(5).endSpec());
    assertThat(names(set)).containsExactly("db-5");
  }

  @Test
  void podsGoFromTheHighestOrdinalOn() {
    var set = running(3);
    plane.edit(set, s -> new StatefulSetBuilder(s).editSpec().withReplicas(1).endSpec().build());
    plane.settle();
    assertThat(names(set)).containsExactly("db-0");
    assertThat(plane.events())
        .endsWith(
            "SuccessfulDelete delete Pod db-2 in StatefulSet db successful",
            "SuccessfulDelete delete Pod db-1 in StatefulSet db successful");
  }

  @Test
  void nextPodGoesOnlyWhenTheLastOneIsGone() {
    var set = running(3);
    bind("db-2");
    plane.edit(set, s -> new StatefulSetBuilder(s).editSpec().withReplicas(1).endSpec().build());
    plane.settle();
    assertThat(names(set)).containsExactly("db-0", "db-1", "db-2");
    assertThat(Owners.terminates(pod("db-2"))).isTrue();
    plane.client().resource(pod("db-2")).withGracePeriod(0).delete();
    plane.settle();
    assertThat(names(set)).containsExactly("db-0");
  }

  @Test
  void newTemplateReplacesPodsDownwardsEachWhenTheLastIsReady() {
    var set = running(2);
    setImage(set, "i:2");
    assertThat(image("db-1")).isEqualTo("i:2");
    assertThat(image("db-0")).isEqualTo("i:1");
    assertThat(status(set).getCurrentRevision()).isNotEqualTo(status(set).getUpdateRevision());
    ready("db-1");
    assertThat(image("db-0")).isEqualTo("i:2");
    ready("db-0");
    assertThat(status(set).getCurrentRevision()).isEqualTo(status(set).getUpdateRevision());
    assertThat(status(set).getUpdatedReplicas()).isEqualTo(2);
    assertThat(revisions()).hasSize(2);
  }

  @Test
  void podsBelowThePartitionKeepTheirTemplate() {
    var set = running(2);
    plane.edit(
        set,
        s ->
            new StatefulSetBuilder(s)
                .editSpec()
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withPartition(1)
                .endRollingUpdate()
                .endUpdateStrategy()
                .endSpec()
                .build());
    setImage(set, "i:2");
    ready("db-1");
    assertThat(image("db-1")).isEqualTo("i:2");
    assertThat(image("db-0")).isEqualTo("i:1");
    plane.client().resource(pod("db-0")).delete();
    plane.settle();
    assertThat(image("db-0")).isEqualTo("i:1");
  }

  @Test
  void oldTemplateGetsItsRevisionBack() {
    var set = running(1);
    var first = status(set).getCurrentRevision();
    setImage(set, "i:2");
    ready("db-0");
    setImage(set, "i:1");
    ready("db-0");
    assertThat(status(set).getCurrentRevision()).isEqualTo(first);
    assertThat(revisions()).extracting(ControllerRevision::getRevision).containsExactly(2L, 3L);
  }

  @Test
  void oldRevisionsArePruned() {
    var set = create(b -> b.editSpec().withRevisionHistoryLimit(1).endSpec());
    ready("db-0");
    for (var image : List.of("i:2", "i:3", "i:4")) {
      setImage(set, image);
      ready("db-0");
    }
    assertThat(revisions()).extracting(ControllerRevision::getRevision).contains(4L).hasSize(2);
  }

  @Test
  void onDeleteWaitsForTheUser() {
    var set =
        create(
            b ->
                b.editSpec()
                    .withNewUpdateStrategy()
                    .withType("OnDelete")
                    .endUpdateStrategy()
                    .endSpec());
    ready("db-0");
    setImage(set, "i:2");
    assertThat(image("db-0")).isEqualTo("i:1");
    plane.client().resource(pod("db-0")).delete();
    plane.settle();
    assertThat(image("db-0")).isEqualTo("i:2");
  }

  @Test
  void failedPodIsRecreatedUnderItsName() {
    create(b -> b);
    var uid = pod("db-0").getMetadata().getUid();
    plane.finish(pod("db-0"), "Failed");
    plane.settle();
    assertThat(pod("db-0").getMetadata().getUid()).isNotEqualTo(uid);
    assertThat(plane.events())
        .contains(
            "RecreatingFailedPod StatefulSet default/db is recreating failed Pod db-0",
            "SuccessfulDelete delete Pod db-0 in StatefulSet db successful");
  }

  @Test
  void availabilityWaitsForMinReadySeconds() {
    var set = create(b -> b.editSpec().withReplicas(2).withMinReadySeconds(30).endSpec());
    ready("db-0");
    assertThat(names(set)).containsExactly("db-0");
    assertThat(status(set).getAvailableReplicas()).isZero();
    plane.pass(Duration.ofSeconds(30));
    assertThat(names(set)).containsExactly("db-0", "db-1");
    assertThat(status(set).getAvailableReplicas()).isEqualTo(1);
  }

  @Test
  void claimsAreCreatedBeforeThePodAndStay() {
    var set = create(this::withClaim);
    assertThat(claims())
        .singleElement()
        .satisfies(c -> assertThat(c.getMetadata().getName()).isEqualTo("data-db-0"))
        .satisfies(c -> assertThat(c.getMetadata().getLabels()).containsEntry("app", "db"))
        .satisfies(c -> assertThat(c.getMetadata().getOwnerReferences()).isEmpty());
    assertThat(
            pod("db-0").getSpec().getVolumes().getFirst().getPersistentVolumeClaim().getClaimName())
        .isEqualTo("data-db-0");
    assertThat(plane.events())
        .startsWith("SuccessfulCreate create Claim data-db-0 Pod db-0 in StatefulSet db success");
    assertThat(names(set)).containsExactly("db-0");
  }

  @Test
  void claimsGoWithWhomThePolicySays() {
    var set =
        create(
            b ->
                withClaim(b)
                    .editSpec()
                    .withReplicas(2)
                    .withNewPersistentVolumeClaimRetentionPolicy("Delete", "Delete")
                    .endSpec());
    ready("db-0");
    ready("db-1");
    assertThat(claims())
        .allMatch(c -> Owners.of(c).equals(List.of(Owners.controllerReference(set))));
    bind("db-1");
    plane.edit(set, s -> new StatefulSetBuilder(s).editSpec().withReplicas(1).endSpec().build());
    plane.settle();
    assertThat(claims())
        .extracting(c -> Owners.of(c).getFirst().getKind())
        .containsExactly("StatefulSet", "Pod");
  }

  @Test
  void revisionIsNamedAsKubernetesNamesIt() {
    var set = create(b -> b);
    assertThat(revisions())
        .singleElement()
        .satisfies(
            r ->
                assertThat(r.getMetadata().getName())
                    .isEqualTo(
                        "db-" + r.getMetadata().getLabels().get("controller.kubernetes.io/hash")))
        .satisfies(r -> assertThat(Owners.controls(set, r)).isTrue());
  }

  private StatefulSetBuilder withClaim(StatefulSetBuilder set) {
    return set.editSpec()
        .addNewVolumeClaimTemplate()
        .withNewMetadata()
        .withName("data")
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .endSpec()
        .endVolumeClaimTemplate()
        .endSpec();
  }

  private StatefulSet create(UnaryOperator<StatefulSetBuilder> change) {
    var set =
        new StatefulSetBuilder()
            .withNewMetadata()
            .withNamespace("default")
            .withName("db")
            .endMetadata()
            .withNewSpec()
            .withReplicas(1)
            .withServiceName("svc")
            .withSelector(Samples.selector("db"))
            .withTemplate(Samples.template("db", "i:1"))
            .endSpec();
    var created = plane.api().create(change.apply(set).build());
    plane.settle();
    return created;
  }

  private StatefulSet running(int replicas) {
    var set = create(b -> b.editSpec().withReplicas(replicas).endSpec());
    for (var i = 0; i < replicas; i++) {
      ready("db-" + i);
    }
    return set;
  }

  private void setImage(StatefulSet set, String image) {
    plane.edit(
        set,
        s ->
            new StatefulSetBuilder(s)
                .editSpec()
                .withTemplate(Samples.template("db", image))
                .endSpec()
                .build());
    plane.settle();
  }

  private void ready(String name) {
    plane.makeReady(pod(name));
    plane.settle();
  }

  private void bind(String name) {
    plane
        .client()
        .resource(new PodBuilder(pod(name)).editSpec().withNodeName("n").endSpec().build())
        .update();
    plane.settle();
  }

  private Pod pod(String name) {
    return plane.client().pods().inNamespace("default").withName(name).get();
  }

  private String image(String name) {
    return pod(name).getSpec().getContainers().getFirst().getImage();
  }

  private List<Pod> pods(StatefulSet set) {
    return plane.podsOf(set);
  }

  private List<String> names(StatefulSet set) {
    return pods(set).stream().map(pod -> pod.getMetadata().getName()).toList();
  }

  private List<PersistentVolumeClaim> claims() {
    return plane.client().persistentVolumeClaims().inNamespace("default").list().getItems();
  }

  private List<ControllerRevision> revisions() {
    return plane
        .client()
        .apps()
        .controllerRevisions()
        .inNamespace("default")
        .list()
        .getItems()
        .stream()
        .sorted(Comparator.comparing(ControllerRevision::getRevision))
        .toList();
  }

  private StatefulSetStatus status(StatefulSet set) {
    return plane.read(set).getStatus();
  }
}
