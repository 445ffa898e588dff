package dev.timonier.controllers.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Samples;
import dev.timonier.controllers.replicaset.ReplicaSetController;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.templatehash.TemplateHash;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiErrors;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeploymentControllerTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(
        context -> DeploymentController.create(context, 2),
        context -> ReplicaSetController.replicaSets(context, 2));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void replicaSetCarriesTheHashOfTheTemplate() {
    var deployment = create(Sets.deployment(2, "25%", "25%"));
    var set = sets().getFirst();
    var hash = set.getMetadata().getLabels().get("pod-template-hash");
    assertThat(set.getMetadata().getName()).isEqualTo("web-" + hash);
    assertThat(hash).matches("[bcdfghjklmnpqrstvwxz2456789]{1,10}");
    assertThat(set.getSpec().getSelector().getMatchLabels())
        .containsEntry("pod-template-hash", hash);
    assertThat(set.getSpec().getTemplate().getMetadata().getLabels())
        .containsEntry("pod-template-hash", hash);
    assertThat(set.getMetadata().getOwnerReferences())
        .containsExactly(Owners.controllerReference(deployment));
    assertThat(set.getMetadata().getAnnotations())
        .containsEntry(Revisions.REVISION, "1")
        .containsEntry(Revisions.DESIRED, "2")
        .containsEntry(Revisions.MAXIMUM, "3");
    assertThat(plane.events())
        .contains("ScalingReplicaSet Scaled up replica set web-" + hash + " from 0 to 2");
  }

  @Test
  void conditionsTellHowTheRolloutGoes() {
    var deployment = create(Sets.deployment(2, "25%", "25%"));
    assertThat(conditions(deployment))
        .containsExactly(
            "Available False MinimumReplicasUnavailable Deployment does not have minimum availability.",
            "Progressing True ReplicaSetUpdated ReplicaSet \""
                + name(deployment)
                + "\" is progressing.");
    makeAllReady();
    assertThat(conditions(deployment))
        .containsExactly(
            "Available True MinimumReplicasAvailable Deployment has minimum availability.",
            "Progressing True NewReplicaSetAvailable ReplicaSet \""
                + name(deployment)
                + "\" has successfully progressed.");
    var status = plane.read(deployment).getStatus();
    assertThat(status.getReplicas()).isEqualTo(2);
    assertThat(status.getUpdatedReplicas()).isEqualTo(2);
    assertThat(status.getAvailableReplicas()).isEqualTo(2);
    assertThat(status.getUnavailableReplicas()).isNull();
    assertThat(plane.read(deployment).getMetadata().getAnnotations())
        .containsEntry(Revisions.REVISION, "1");
  }

  @Test
  void newTemplateIsRolledOutAndTheOldOneKept() {
    var deployment = create(Sets.deployment(3, "1", "0"));
    makeAllReady();
    image(deployment, "i:2");
    rollOut();
    assertThat(sets()).extracting(Rollout::replicas).containsExactly(0, 3);
    assertThat(sets()).extracting(Revisions::revision).containsExactly(1L, 2L);
    assertThat(conditions(deployment)).anyMatch(c -> c.contains("NewReplicaSetAvailable"));
  }

  @Test
  void returnToAnEarlierTemplateTakesItsReplicaSetAgain() {
    var deployment = create(Sets.deployment(1, "1", "0"));
    makeAllReady();
    image(deployment, "i:2");
    rollOut();
    image(deployment, "i:1");
    rollOut();
    assertThat(sets()).extracting(Rollout::replicas).containsExactly(1, 0);
    assertThat(sets()).extracting(Revisions::revision).containsExactly(3L, 2L);
    assertThat(sets().getFirst().getMetadata().getAnnotations())
        .containsEntry(Revisions.HISTORY, "1");
    assertThat(plane.read(deployment).getMetadata().getAnnotations())
        .containsEntry(Revisions.REVISION, "3");
  }

  @Test
  void changeCauseMovesToTheReplicaSet() {
    var deployment = create(Sets.deployment(1, "1", "0"));
    plane.edit(
        deployment,
        d ->
            new DeploymentBuilder(d)
                .editMetadata()
                .addToAnnotations("kubernetes.io/change-cause", "why")
                .endMetadata()
                .build());
    assertThat(sets().getFirst().getMetadata().getAnnotations())
        .containsEntry("kubernetes.io/change-cause", "why");
  }

  @Test
  void recreateStopsOldPodsBeforeNewOnesStart() {
    var deployment = create(Sets.recreating(2));
    makeAllReady();
    plane
        .client()
        .pods()
        .inAnyNamespace()
        .list()
        .getItems()
        .forEach(
            pod ->
                plane.edit(
                    pod, p -> new PodBuilder(p).editSpec().withNodeName("n").endSpec().build()));
    image(deployment, "i:2");
    assertThat(sets()).extracting(Rollout::replicas).containsExactly(0);
    plane
        .client()
        .pods()
        .inAnyNamespace()
        .list()
        .getItems()
        .forEach(pod -> plane.client().resource(pod).withGracePeriod(0).delete());
    plane.settle();
    assertThat(sets()).extracting(Rollout::replicas).containsExactly(0, 2);
  }

  @Test
  void scalingTouchesNoTemplate() {
    var deployment = create(Sets.deployment(1, "1", "0"));
    plane.edit(
        deployment, d -> new DeploymentBuilder(d).editSpec().withReplicas(4).endSpec().build());
    assertThat(sets()).extracting(Rollout::replicas).containsExactly(4);
    assertThat(plane.events()).anyMatch(event -> event.startsWith("SuccessfulCreate"));
    assertThat(plane.events())
        .contains("ScalingReplicaSet Scaled up replica set " + name(deployment) + " from 1 to 4");
  }

  @Test
  void pausedDeploymentScalesButDoesNotRollOut() {
    var deployment = create(Sets.deployment(1, "1", "0"));
    makeAllReady();
    pause(deployment, true);
    image(deployment, "i:2");
    plane.edit(
        deployment, d -> new DeploymentBuilder(d).editSpec().withReplicas(2).endSpec().build());
    assertThat(sets()).extracting(Rollout::replicas).containsExactly(2);
    assertThat(conditions(deployment))
        .contains("Progressing Unknown DeploymentPaused Deployment is paused");
    pause(deployment, false);
    rollOut();
    assertThat(sets()).extracting(Rollout::replicas).containsExactly(0, 2);
  }

  @Test
  void rolloutThatDoesNotMoveTimesOut() {
    var deployment = create(Sets.deployment(1, "1", "0"));
    plane.pass(Duration.ofSeconds(700));
    assertThat(conditions(deployment))
        .contains(
            "Progressing False ProgressDeadlineExceeded ReplicaSet \""
                + name(deployment)
                + "\" has timed out progressing.");
    makeAllReady();
    assertThat(conditions(deployment))
        .anyMatch(c -> c.startsWith("Progressing True NewReplicaSetAvailable"));
  }

  @Test
  void failureOfThePodsIsTold() {
    plane
        .api()
        .fail(
            r ->
                r.toString().equals("POST /api/v1/namespaces/default/pods")
                    ? Optional.of(ApiErrors.forbidden(new GroupResource("", "pods"), "", "no"))
                    : Optional.empty());
    var deployment = create(Sets.deployment(1, "1", "0"));
    assertThat(conditions(deployment))
        .anyMatch(c -> c.startsWith("ReplicaFailure True FailedCreate"));
  }

  @Test
  void hashThatIsTakenIsAvoided() {
    var hash = TemplateHash.of(Samples.template("web", "i:1"), 0);
    plane
        .api()
        .create(
            new ReplicaSetBuilder(Sets.set("x1", "other", 0, 0))
                .editMetadata()
                .withName("web-" + hash)
                .withUid(null)
                .endMetadata()
                .build());
    var deployment = create(Sets.deployment(1, "1", "0"));
    plane.pass(Duration.ofSeconds(1));
    assertThat(plane.read(deployment).getStatus().getCollisionCount()).isEqualTo(1);
    assertThat(sets())
        .extracting(s -> s.getMetadata().getName())
        .contains("web-" + TemplateHash.of(Samples.template("web", "i:1"), 1));
  }

  @Test
  void historyIsCutToItsLimit() {
    var deployment =
        create(
            new DeploymentBuilder(Sets.deployment(0, "1", "0"))
                .editSpec()
                .withRevisionHistoryLimit(1)
                .endSpec()
                .build());
    for (var image : List.of("i:2", "i:3", "i:4")) {
      image(deployment, image);
      rollOut();
    }
    assertThat(sets()).extracting(Revisions::revision).containsExactlyInAnyOrder(3L, 4L);
  }

  @Test
  void deploymentThatSelectsEverythingIsRefused() {
    create(
        new DeploymentBuilder(Sets.deployment(1, "1", "0"))
            .editSpec()
            .withNewSelector()
            .endSelector()
            .endSpec()
            .build());
    assertThat(plane.events())
        .contains(
            "SelectingAll This deployment is selecting all pods. A non-empty selector is required.");
    assertThat(sets()).isEmpty();
  }

  private Deployment create(Deployment deployment) {
    var created = plane.api().create(deployment);
    plane.settle();
    return created;
  }

  private void image(Deployment deployment, String image) {
    plane.edit(
        deployment,
        d ->
            new DeploymentBuilder(d)
                .editSpec()
                .withTemplate(Samples.template("web", image))
                .endSpec()
                .build());
  }

  private void pause(Deployment deployment, boolean paused) {
    plane.edit(
        deployment, d -> new DeploymentBuilder(d).editSpec().withPaused(paused).endSpec().build());
  }

  private void rollOut() {
    for (var i = 0; i < 8; i++) {
      makeAllReady();
    }
  }

  private void makeAllReady() {
    plane.client().pods().inAnyNamespace().list().getItems().stream()
        .filter(pod -> pod.getStatus() == null)
        .filter(this::isStillThere)
        .forEach(this::makeReady);
  }

  /// A pod that became ready may have made another superfluous.
  private boolean isStillThere(Pod pod) {
    return plane.client().resource(pod).get() != null;
  }

  private void makeReady(Pod pod) {
    plane.makeReady(pod);
    plane.settle();
  }

  private List<ReplicaSet> sets() {
    return plane.client().apps().replicaSets().inAnyNamespace().list().getItems().stream()
        .sorted(
            Comparator.comparingInt(
                set ->
                    set.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage()
                        .charAt(2)))
        .toList();
  }

  private String name(Deployment deployment) {
    return sets().stream()
        .filter(set -> Owners.controls(deployment, set))
        .findFirst()
        .orElseThrow()
        .getMetadata()
        .getName();
  }

  private List<String> conditions(Deployment deployment) {
    return plane.read(deployment).getStatus().getConditions().stream()
        .map(DeploymentControllerTest::text)
        .toList();
  }

  private static String text(DeploymentCondition c) {
    return c.getType() + " " + c.getStatus() + " " + c.getReason() + " " + c.getMessage();
  }
}
