package dev.timonier.controllers.podautoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Samples;
import dev.timonier.machinery.status.ApiErrors;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HorizontalControllerTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(context -> HorizontalController.create(context, 1));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void missingTargetIsTold() {
    var autoscaler = create();
    assertThat(conditions(autoscaler))
        .containsExactly(
            "AbleToScale False FailedGetScale the HPA controller was unable to get the target's"
                + " current scale: deployments.apps \"web\" not found");
    assertThat(plane.events()).contains("FailedGetScale deployments.apps \"web\" not found");
    assertThat(plane.read(autoscaler).getStatus().getDesiredReplicas()).isZero();
  }

  @Test
  void targetWithoutReplicasIsLeftAlone() {
    deployment(0);
    assertThat(conditions(create()))
        .containsExactly(
            "AbleToScale True SucceededGetScale the HPA controller was able to get the target's"
                + " current scale",
            "ScalingActive False ScalingDisabled scaling is disabled since the replica count of the"
                + " target is zero");
  }

  @Test
  void boundsAreEnforcedWithoutMetrics() {
    var deployment = deployment(9);
    var autoscaler = create();
    assertThat(plane.read(deployment).getSpec().getReplicas()).isEqualTo(3);
    assertThat(plane.read(autoscaler).getStatus().getDesiredReplicas()).isEqualTo(3);
    assertThat(plane.read(autoscaler).getStatus().getLastScaleTime()).isNotNull();
    assertThat(plane.events())
        .contains(
            "SuccessfulRescale New size: 3; reason: Current number of replicas above"
                + " Spec.MaxReplicas");
  }

  @Test
  void missingMetricsAreTold() {
    plane
        .api()
        .fail(
            request ->
                request.path().startsWith("/apis/metrics.k8s.io")
                    ? Optional.of(ApiErrors.plain(404, "404 page not found"))
                    : Optional.empty());
    var deployment = deployment(2);
    var why =
        "failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch"
            + " metrics from resource metrics API: the server could not find the requested resource"
            + " (get pods.metrics.k8s.io)";
    assertThat(conditions(create()))
        .contains(
            "ScalingActive False FailedGetResourceMetric the HPA was unable to compute the replica"
                + " count: "
                + why);
    assertThat(plane.events())
        .contains(
            "FailedGetResourceMetric " + why,
            "FailedComputeMetricsReplicas invalid metrics (1 invalid out of 1), first error is:"
                + " failed to get cpu resource metric value: "
                + why);
    assertThat(plane.read(deployment).getSpec().getReplicas()).isEqualTo(2);
  }

  private Deployment deployment(int replicas) {
    return plane
        .api()
        .create(
            new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withSelector(Samples.selector("web"))
                .withTemplate(Samples.template("web", "i:1"))
                .endSpec()
                .build());
  }

  private HorizontalPodAutoscaler create() {
    var autoscaler =
        new HorizontalPodAutoscalerBuilder()
            .withNewMetadata()
            .withNamespace("default")
            .withName("web")
            .endMetadata()
            .withNewSpec()
            .withNewScaleTargetRef("apps/v1", "Deployment", "web")
            .withMaxReplicas(3)
            .addNewMetric()
            .withType("Resource")
            .withNewResource()
            .withName("cpu")
            .withNewTarget()
            .withType("Utilization")
            .withAverageUtilization(80)
            .endTarget()
            .endResource()
            .endMetric()
            .endSpec()
            .build();
    var created = plane.api().create(autoscaler);
    plane.settle();
    assertThat(plane.read(created).getStatus()).isNull();
    plane.pass(HorizontalReconciler.PERIOD);
    plane.settle();
    return created;
  }

  private List<String> conditions(HorizontalPodAutoscaler autoscaler) {
    return plane.read(autoscaler).getStatus().getConditions().stream()
        .map(
            c -> "%s %s %s %s".formatted(c.getType(), c.getStatus(), c.getReason(), c.getMessage()))
        .toList();
  }
}
