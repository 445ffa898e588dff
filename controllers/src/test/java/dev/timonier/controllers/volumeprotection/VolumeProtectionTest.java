package dev.timonier.controllers.volumeprotection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Samples;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.storage.VolumeAttributesClassBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VolumeProtectionTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(
        context -> ClaimProtectionController.create(context, 1),
        context -> VolumeProtectionController.create(context, 1),
        context -> AttributesClassProtectionController.create(context, 1));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void claimIsProtectedAndGoesWhenNobodyUsesIt() {
    var claim = claim();
    assertThat(plane.read(claim).getMetadata().getFinalizers())
        .containsExactly("kubernetes.io/pvc-protection");
    plane.client().resource(claim).delete();
    plane.settle();
    assertThat(plane.api().count("persistentvolumeclaims")).isZero();
  }

  @Test
  void claimStaysWhileAPodUsesIt() {
    var claim = claim();
    var pod = pod();
    plane.client().resource(claim).delete();
    plane.settle();
    assertThat(plane.read(claim).getMetadata().getDeletionTimestamp()).isNotNull();
    plane.finish(pod, "Succeeded");
    plane.settle();
    assertThat(plane.api().count("persistentvolumeclaims")).isZero();
  }

  @Test
  void attributesClassStaysWhileAClaimWantsIt() {
    var attributes =
        plane
            .api()
            .create(
                new VolumeAttributesClassBuilder()
                    .withNewMetadata()
                    .withName("gold")
                    .endMetadata()
                    .withDriverName("d")
                    .build());
    plane.settle();
    assertThat(plane.read(attributes).getMetadata().getFinalizers())
        .containsExactly("kubernetes.io/vac-protection");
    var claim =
        plane
            .client()
            .resource(
                new PersistentVolumeClaimBuilder(claim())
                    .editMetadata()
                    .withName("wanting")
                    .withResourceVersion("")
                    .endMetadata()
                    .editOrNewSpec()
                    .withVolumeAttributesClassName("gold")
                    .endSpec()
                    .build())
            .create();
    plane.settle();
    plane.client().resource(attributes).delete();
    plane.settle();
    assertThat(plane.api().count("volumeattributesclasses")).isOne();
    plane.client().resource(claim).delete();
    plane.settle();
    assertThat(plane.api().count("volumeattributesclasses")).isZero();
  }

  @Test
  void volumeStaysWhileItIsBound() {
    var volume =
        plane
            .api()
            .create(
                new PersistentVolumeBuilder()
                    .withNewMetadata()
                    .withName("v")
                    .endMetadata()
                    .withNewSpec()
                    .endSpec()
                    .build());
    plane.settle();
    plane
        .client()
        .resource(
            new PersistentVolumeBuilder(plane.read(volume))
                .withNewStatus()
                .withPhase("Bound")
                .endStatus()
                .build())
        .updateStatus();
    plane.client().resource(volume).delete();
    plane.settle();
    assertThat(plane.read(volume).getMetadata().getFinalizers())
        .containsExactly("kubernetes.io/pv-protection");
    plane
        .client()
        .resource(
            new PersistentVolumeBuilder(plane.read(volume))
                .editStatus()
                .withPhase("Released")
                .endStatus()
                .build())
        .updateStatus();
    plane.settle();
    assertThat(plane.api().count("persistentvolumes")).isZero();
  }

  private PersistentVolumeClaim claim() {
    var claim =
        plane
            .api()
            .create(
                new PersistentVolumeClaimBuilder()
                    .withNewMetadata()
                    .withNamespace("default")
                    .withName("data")
                    .endMetadata()
                    .withNewSpec()
                    .endSpec()
                    .build());
    plane.settle();
    return claim;
  }

  private Pod pod() {
    return plane
        .api()
        .create(
            new PodBuilder(Samples.pod("p", "web"))
                .editSpec()
                .withNodeName("n")
                .addNewVolume()
                .withName("data")
                .withNewPersistentVolumeClaim()
                .withClaimName("data")
                .endPersistentVolumeClaim()
                .endVolume()
                .endSpec()
                .build());
  }
}
