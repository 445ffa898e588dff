package dev.timonier.controllers.replicaset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Samples;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiErrors;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ReplicationControllerBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplicaSetControllerTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(
        context -> ReplicaSetController.replicaSets(context, 2),
        context -> ReplicaSetController.replicationControllers(context, 1));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void missingPodsAreCreatedFromTheTemplate() {
    var set = create(set("web", 3));
    assertThat(plane.podsOf(set))
        .hasSize(3)
        .allSatisfy(pod -> assertThat(pod.getMetadata().getGenerateName()).isEqualTo("web-"))
        .allSatisfy(pod -> assertThat(pod.getMetadata().getLabels()).containsEntry("app", "web"))
        .allSatisfy(
            pod ->
                assertThat(pod.getMetadata().getOwnerReferences())
                    .containsExactly(Owners.controllerReference(set)));
    assertThat(plane.events())
        .hasSize(3)
        .allSatisfy(event -> assertThat(event).startsWith("SuccessfulCreate Created pod: web-"));
  }

  @Test
  void statusCountsPods() {
    var set = create(set("web", 2));
    plane.makeReady(plane.podsOf(set).getFirst());
    plane.settle();
    var status = plane.read(set).getStatus();
    assertThat(status.getReplicas()).isEqualTo(2);
    assertThat(status.getFullyLabeledReplicas()).isEqualTo(2);
    assertThat(status.getReadyReplicas()).isEqualTo(1);
    assertThat(status.getAvailableReplicas()).isEqualTo(1);
    assertThat(status.getTerminatingReplicas()).isZero();
    assertThat(status.getObservedGeneration()).isEqualTo(1);
  }

  @Test
  void surplusPodsAreDeletedThoseThatAreNotReadyFirst() {
    var set = create(set("web", 3));
    var ready = plane.podsOf(set).get(1);
    plane.makeReady(ready);
    plane.settle();
    scale(set, 1);
    assertThat(plane.podsOf(set))
        .extracting(pod -> pod.getMetadata().getUid())
        .containsExactly(ready.getMetadata().getUid());
    assertThat(plane.events())
        .filteredOn(e -> e.startsWith("SuccessfulDelete Deleted pod: web-"))
        .hasSize(2);
  }

  @Test
  void podThatEndsIsReplaced() {
    var set = create(set("web", 1));
    plane.finish(plane.podsOf(set).getFirst(), "Failed");
    plane.settle();
    assertThat(plane.podsOf(set)).hasSize(2);
    assertThat(plane.read(set).getStatus().getReplicas()).isEqualTo(1);
  }

  @Test
  void terminatingPodIsReplacedAtOnceAndCountedApart() {
    var set = create(set("web", 1));
    var pod = plane.podsOf(set).getFirst();
    plane
        .client()
        .resource(new PodBuilder(pod).editSpec().withNodeName("n").endSpec().build())
        .update();
    plane.client().resource(pod).delete();
    plane.settle();
    assertThat(plane.podsOf(set)).hasSize(2);
    assertThat(plane.read(set).getStatus().getTerminatingReplicas()).isEqualTo(1);
  }

  @Test
  void podBecomesAvailableWhenItWasReadyForLongEnough() {
    var set =
        create(
            new ReplicaSetBuilder(set("web", 1))
                .editSpec()
                .withMinReadySeconds(30)
                .endSpec()
                .build());
    plane.makeReady(plane.podsOf(set).getFirst());
    plane.settle();
    assertThat(plane.read(set).getStatus().getAvailableReplicas()).isNull();
    plane.pass(Duration.ofSeconds(30));
    assertThat(plane.read(set).getStatus().getAvailableReplicas()).isEqualTo(1);
  }

  @Test
  void matchingOrphanIsAdopted() {
    var orphan = plane.api().create(Samples.pod("orphan", "web"));
    plane.settle();
    var set = create(set("web", 1));
    assertThat(plane.podsOf(set))
        .extracting(pod -> pod.getMetadata().getName())
        .containsExactly("orphan");
    assertThat(plane.read(orphan).getMetadata().getOwnerReferences()).hasSize(1);
  }

  @Test
  void podWhoseLabelsNoLongerMatchIsReleasedAndReplaced() {
    var set = create(set("web", 1));
    var pod = plane.podsOf(set).getFirst();
    plane.edit(
        pod,
        p ->
            new PodBuilder(p)
                .editMetadata()
                .withLabels(Map.of("app", "debug"))
                .endMetadata()
                .build());
    plane.settle();
    assertThat(plane.read(pod).getMetadata().getOwnerReferences()).isEmpty();
    assertThat(plane.podsOf(set)).hasSize(1);
  }

  @Test
  void refusedCreationIsToldInConditionAndEvent() {
    plane
        .api()
        .fail(
            request ->
                request.toString().endsWith("/pods") && request.method().equals("POST")
                    ? Optional.of(
                        ApiErrors.forbidden(new GroupResource("", "pods"), "", "exceeded quota: q"))
                    : Optional.empty());
    var set = create(set("web", 5));
    assertThat(plane.read(set).getStatus().getConditions())
        .singleElement()
        .satisfies(c -> assertThat(c.getType()).isEqualTo("ReplicaFailure"))
        .satisfies(c -> assertThat(c.getReason()).isEqualTo("FailedCreate"))
        .satisfies(c -> assertThat(c.getMessage()).contains("exceeded quota: q"));
    assertThat(plane.events().getFirst()).startsWith("FailedCreate Error creating: pods");
    plane.api().failNoMore();
    plane.pass(Duration.ofSeconds(10));
    assertThat(plane.podsOf(set)).hasSize(5);
    assertThat(plane.read(set).getStatus().getConditions()).isEmpty();
  }

  @Test
  void noMorePodsAreTriedOnceOneIsRefused() {
    plane
        .api()
        .fail(
            request ->
                request.toString().endsWith("/pods") && request.method().equals("POST")
                    ? Optional.of(ApiErrors.forbidden(new GroupResource("", "pods"), "", "no"))
                    : Optional.empty());
    create(set("web", 100));
    assertThat(plane.api().writes())
        .filteredOn(r -> r.path().endsWith("/pods"))
        .hasSizeLessThan(10);
  }

  @Test
  void ownerThatIsBeingDeletedCreatesNothing() {
    var set =
        plane
            .api()
            .create(
                new ReplicaSetBuilder(set("web", 0))
                    .editMetadata()
                    .withFinalizers("x/y")
                    .endMetadata()
                    .build());
    plane.client().resource(set).delete();
    scale(set, 2);
    assertThat(plane.podsOf(set)).isEmpty();
  }

  @Test
  void replicationControllerKeepsItsPods() {
    var controller = plane.api().create(replicationController());
    plane.settle();
    assertThat(plane.podsOf(controller)).hasSize(2);
    assertThat(plane.read(controller).getStatus().getReplicas()).isEqualTo(2);
    assertThat(plane.podsOf(controller))
        .extracting(pod -> Owners.controller(pod).orElseThrow().getKind())
        .containsOnly("ReplicationController");
  }

  private ReplicaSet create(ReplicaSet set) {
    var created = plane.api().create(set);
    plane.settle();
    return created;
  }

  private void scale(ReplicaSet set, int replicas) {
    plane.edit(
        set, s -> new ReplicaSetBuilder(s).editSpec().withReplicas(replicas).endSpec().build());
    plane.settle();
  }

  private static ReplicaSet set(String name, int replicas) {
    return new ReplicaSetBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withSelector(Samples.selector(name))
        .withTemplate(Samples.template(name, "i:1"))
        .endSpec()
        .build();
  }

  private static ReplicationController replicationController() {
    return new ReplicationControllerBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("rc")
        .endMetadata()
        .withNewSpec()
        .withReplicas(2)
        .withSelector(Map.of("app", "rc"))
        .withTemplate(Samples.template("rc", "i:1"))
        .endSpec()
        .build();
  }
}
