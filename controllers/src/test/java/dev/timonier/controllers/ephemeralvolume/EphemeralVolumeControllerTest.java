package dev.timonier.controllers.ephemeralvolume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Samples;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EphemeralVolumeControllerTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(context -> EphemeralVolumeController.create(context, 2));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void claimIsMadeOfItsTemplateForThePod() {
    var pod = plane.api().create(pod());
    plane.settle();
    var claim = claim();
    assertThat(claim.getMetadata().getLabels()).isEqualTo(Map.of("a", "b"));
    assertThat(claim.getMetadata().getAnnotations()).isEqualTo(Map.of("c", "d"));
    assertThat(claim.getSpec().getAccessModes()).containsExactly("ReadWriteOnce");
    assertThat(claim.getSpec().getResources().getRequests())
        .containsEntry("storage", new Quantity("1Gi"));
    var owner = claim.getMetadata().getOwnerReferences().getFirst();
    assertThat(owner.getUid()).isEqualTo(pod.getMetadata().getUid());
    assertThat(owner.getController()).isTrue();
    assertThat(owner.getBlockOwnerDeletion()).isTrue();
  }

  @Test
  void claimThatIsDeletedIsMadeAgainAsLongAsThePodIsThere() {
    plane.api().create(pod());
    plane.settle();
    var uid = claim().getMetadata().getUid();
    plane.client().resource(claim()).delete();
    plane.settle();
    assertThat(claim().getMetadata().getUid()).isNotEqualTo(uid);
  }

  @Test
  void claimOfSomebodyElseStandsInTheWay() {
    plane
        .api()
        .create(
            new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("p-scratch")
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .build());
    plane.settle();
    plane.api().create(pod());
    plane.settle();
    assertThat(claim().getMetadata().getOwnerReferences()).isNullOrEmpty();
    assertThat(plane.events())
        .contains(
            "FailedBinding ephemeral volume scratch: PVC default/p-scratch was not created for pod"
                + " default/p (pod is not owner)");
  }

  private static Pod pod() {
    return new PodBuilder(Samples.pod("p", "web"))
        .editSpec()
        .addNewVolume()
        .withName("scratch")
        .withNewEphemeral()
        .withNewVolumeClaimTemplate()
        .withNewMetadata()
        .addToLabels("a", "b")
        .addToAnnotations("c", "d")
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withNewResources()
        .addToRequests("storage", new Quantity("1Gi"))
        .endResources()
        .endSpec()
        .endVolumeClaimTemplate()
        .endEphemeral()
        .endVolume()
        .endSpec()
        .build();
  }

  private PersistentVolumeClaim claim() {
    return plane
        .client()
        .persistentVolumeClaims()
        .inNamespace("default")
        .withName("p-scratch")
        .get();
  }
}
