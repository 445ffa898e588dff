package dev.timonier.controllers.persistentvolume;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Samples;
import io.fabric8.kubernetes.api.builder.Builder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class VolumeBinderControllerTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(VolumeBinderController::create);
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  /// Creates something, and lets the controller see to it.
  private <T extends HasMetadata> T create(Builder<T> object) {
    var created = plane.api().create(object.build());
    plane.settle();
    return created;
  }

  private static PersistentVolumeBuilder volume(String name, String size) {
    return new PersistentVolumeBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withStorageClassName("manual")
        .withAccessModes("ReadWriteOnce")
        .addToCapacity("storage", new Quantity(size))
        .withPersistentVolumeReclaimPolicy("Retain")
        .withNewHostPath("/srv", "")
        .endSpec();
  }

  private static PersistentVolumeClaimBuilder claim(String name, String size) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .withNewSpec()
        .withStorageClassName("manual")
        .withAccessModes("ReadWriteOnce")
        .withNewResources()
        .addToRequests("storage", new Quantity(size))
        .endResources()
        .endSpec();
  }

  private String phase(PersistentVolume volume) {
    return Binding.phase(plane.read(volume));
  }

  /// A real server calls every new claim pending.
  private String phase(PersistentVolumeClaim claim) {
    var phase = Binding.phase(plane.read(claim));
    return phase.isEmpty() ? "Pending" : phase;
  }

  @Test
  void volumeWithoutAClaimIsAvailable() {
    var volume = create(volume("v", "1Gi"));
    assertThat(phase(volume)).isEqualTo("Available");
  }

  @Test
  void claimGetsTheSmallestVolumeThatIsLargeEnough() {
    var small = create(volume("small", "1Gi"));
    var large = create(volume("large", "9Gi"));
    var fitting = create(volume("fitting", "3Gi"));
    var claim = create(claim("c", "2Gi"));
    var bound = plane.read(claim);
    assertThat(bound.getSpec().getVolumeName()).isEqualTo("fitting");
    assertThat(bound.getMetadata().getAnnotations())
        .containsOnlyKeys(Binding.COMPLETED, Binding.BY_CONTROLLER);
    assertThat(bound.getStatus().getPhase()).isEqualTo("Bound");
    assertThat(bound.getStatus().getCapacity()).containsEntry("storage", new Quantity("3Gi"));
    var reference = plane.read(fitting).getSpec().getClaimRef();
    assertThat(reference.getUid()).isEqualTo(bound.getMetadata().getUid());
    assertThat(phase(fitting)).isEqualTo("Bound");
    assertThat(phase(small)).isEqualTo("Available");
    assertThat(phase(large)).isEqualTo("Available");
  }

  @Test
  void claimsDoNotShareAVolume() {
    create(volume("v", "1Gi"));
    var a = plane.api().create(claim("a", "1Gi").build());
    var b = plane.api().create(claim("b", "1Gi").build());
    plane.settle();
    assertThat(phase(a) + phase(b)).isIn("BoundPending", "PendingBound");
  }

  @Test
  void claimOfAnotherClassWaits() {
    create(volume("v", "1Gi"));
    var claim = create(claim("c", "1Gi").editSpec().withStorageClassName("other").endSpec());
    assertThat(phase(claim)).isEqualTo("Pending");
  }

  @Test
  void statusStaysAsWhoeverMakesTheVolumeWroteIt() {
    var claim = create(claim("c", "1Gi").editSpec().withStorageClassName("other").endSpec());
    var next =
        new PersistentVolumeClaimBuilder(plane.read(claim))
            .editOrNewStatus()
            .addToCapacity("storage", new Quantity("1Gi"))
            .endStatus()
            .build();
    plane.client().resource(next).updateStatus();
    plane.settle();
    assertThat(plane.read(claim).getStatus().getCapacity()).containsOnlyKeys("storage");
  }

  @Test
  void claimThatNamesItsVolumeBindsToIt() {
    create(volume("a", "1Gi"));
    create(volume("b", "9Gi"));
    var claim = create(claim("c", "1Gi").editSpec().withVolumeName("b").endSpec());
    assertThat(phase(claim)).isEqualTo("Bound");
    assertThat(plane.read(claim).getMetadata().getAnnotations())
        .containsOnlyKeys(Binding.COMPLETED);
  }

  @Test
  void claimWaitsForAVolumeThatIsTooSmall() {
    create(volume("a", "1Gi"));
    var claim = create(claim("c", "2Gi").editSpec().withVolumeName("a").endSpec());
    assertThat(phase(claim)).isEqualTo("Pending");
  }

  @Test
  void volumeIsKeptForTheClaimThatItNames() {
    var kept =
        create(
            volume("kept", "9Gi")
                .editSpec()
                .withNewClaimRef()
                .withNamespace("default")
                .withName("c")
                .endClaimRef()
                .endSpec());
    create(volume("fitting", "1Gi"));
    assertThat(phase(kept)).isEqualTo("Available");
    var claim = create(claim("c", "1Gi"));
    assertThat(plane.read(claim).getSpec().getVolumeName()).isEqualTo("kept");
    assertThat(plane.read(kept).getMetadata().getAnnotations()).isNullOrEmpty();
  }

  @Test
  void volumeIsReleasedWhenItsClaimHasGone() {
    var volume = create(volume("v", "1Gi"));
    var claim = create(claim("c", "1Gi"));
    plane.client().resource(claim).delete();
    plane.settle();
    assertThat(phase(volume)).isEqualTo("Released");
    var next = create(claim("d", "1Gi"));
    assertThat(phase(next)).isEqualTo("Pending");
  }

  @Test
  void claimIsLostWithItsVolume() {
    var volume = create(volume("v", "1Gi"));
    var claim = create(claim("c", "1Gi"));
    plane.client().resource(volume).delete();
    plane.settle();
    assertThat(phase(claim)).isEqualTo("Lost");
    var status = plane.read(claim).getStatus();
    assertThat(status.getCapacity()).isNullOrEmpty();
    assertThat(status.getAccessModes()).isEmpty();
  }

  @Test
  void claimWaitsForAVolumeOfItsSize() {
    var claim = create(claim("c", "5Gi"));
    assertThat(phase(claim)).isEqualTo("Pending");
    create(volume("v", "5Gi"));
    assertThat(phase(claim)).isEqualTo("Bound");
  }

  @Test
  void provisionerIsToldToMakeAVolume() {
    create(
        new StorageClassBuilder()
            .withNewMetadata()
            .withName("manual")
            .endMetadata()
            .withProvisioner("example.com/disk"));
    var claim = create(claim("c", "5Gi"));
    assertThat(plane.read(claim).getMetadata().getAnnotations())
        .containsEntry("volume.kubernetes.io/storage-provisioner", "example.com/disk")
        .containsEntry("volume.beta.kubernetes.io/storage-provisioner", "example.com/disk");
  }

  @Test
  void claimThatWaitsForItsConsumerIsLeftToTheScheduler() {
    create(
        new StorageClassBuilder()
            .withNewMetadata()
            .withName("manual")
            .endMetadata()
            .withProvisioner("kubernetes.io/no-provisioner")
            .withVolumeBindingMode("WaitForFirstConsumer"));
    create(volume("v", "5Gi"));
    var claim = create(claim("c", "5Gi"));
    assertThat(phase(claim)).isEqualTo("Pending");
  }

  private static StorageClassBuilder preset(String name, String value) {
    return new StorageClassBuilder()
        .withNewMetadata()
        .withName(name)
        .addToAnnotations("storageclass.kubernetes.io/is-default-class", value)
        .endMetadata()
        .withProvisioner("example.com/disk");
  }

  @Test
  void claimThatSaysNothingOfAClassGetsTheDefaultThatComesLater() {
    var claim = create(claim("c", "5Gi").editSpec().withStorageClassName(null).endSpec());
    var none = create(claim("d", "5Gi").editSpec().withStorageClassName("").endSpec());
    create(preset("other", "false"));
    assertThat(plane.read(claim).getSpec().getStorageClassName()).isNull();
    create(preset("preset", "true"));
    assertThat(plane.read(claim).getSpec().getStorageClassName()).isEqualTo("preset");
    assertThat(plane.read(none).getSpec().getStorageClassName()).isEmpty();
  }

  @Test
  void youngestDefaultIsTaken() {
    create(preset("b", "true"));
    plane.time().advance(Duration.ofSeconds(1));
    create(preset("d", "true"));
    create(preset("c", "true"));
    var claim = create(claim("c", "5Gi").editSpec().withStorageClassName(null).endSpec());
    assertThat(plane.read(claim).getSpec().getStorageClassName()).isEqualTo("c");
  }

  @Test
  void claimSaysWhichPodsItWaitsFor() {
    create(preset("manual", "false").withVolumeBindingMode("WaitForFirstConsumer"));
    create(claim("c", "5Gi"));
    create(user("p"));
    create(user("q"));
    assertThat(events("Normal"))
        .contains("WaitForFirstConsumer waiting for first consumer to be created before binding")
        .contains("WaitForPodScheduled waiting for pod p to be scheduled")
        .contains("WaitForPodScheduled waiting for pods p,q to be scheduled");
  }

  private static PodBuilder user(String name) {
    return new PodBuilder(Samples.pod(name, "web"))
        .editSpec()
        .addNewVolume()
        .withName("v")
        .withNewPersistentVolumeClaim("c", false)
        .endVolume()
        .endSpec();
  }

  private record Left(String policy, String path, String maker, String phase, String event) {}

  static final List<Left> LEFT =
      List.of(
          new Left("Retain", "/srv", "", "Released", ""),
          new Left("Delete", "/srv", "example.com/disk", "Released", ""),
          new Left(
              "Delete",
              "/srv",
              "",
              "Failed",
              "VolumeFailedDelete host_path deleter only supports /tmp/.+ but received provided"
                  + " /srv"),
          new Left(
              "Delete",
              "/tmp/v",
              "",
              "Failed",
              "VolumeFailedDelete error getting deleter volume plugin for volume \"v\": no deletable"
                  + " volume plugin matched"),
          new Left(
              "Delete",
              "/srv",
              "kubernetes.io/gce-pd",
              "Failed",
              "VolumeFailedDelete no volume plugin matched name: kubernetes.io/gce-pd"),
          new Left("Recycle", "/srv", "", "Released", ""));

  @ParameterizedTest
  @FieldSource("LEFT")
  void whatBecomesOfAVolumeItsPolicySays(Left left) {
    var volume = volume("v", "1Gi").editSpec();
    volume.withPersistentVolumeReclaimPolicy(left.policy()).withNewHostPath(left.path(), "");
    var made = volume.endSpec();
    if (!left.maker().isEmpty()) {
      made.editMetadata()
          .addToAnnotations("pv.kubernetes.io/provisioned-by", left.maker())
          .endMetadata();
    }
    var created = create(made);
    var claim = create(claim("c", "1Gi"));
    plane.client().resource(claim).delete();
    plane.settle();
    assertThat(phase(created)).isEqualTo(left.phase());
    assertThat(warnings()).isEqualTo(left.event());
  }

  /// Each once.
  private String warnings() {
    return events("Warning");
  }

  private String events(String type) {
    return plane.client().v1().events().inAnyNamespace().list().getItems().stream()
        .filter(event -> event.getType().equals(type))
        .map(event -> event.getReason() + " " + event.getMessage())
        .collect(joining());
  }

  @Test
  void volumeIsEmptiedByAPodAndAvailableAgain() {
    var volume = released(recycled("v"));
    var pod = recycler().orElseThrow();
    assertThat(pod.getSpec().getActiveDeadlineSeconds()).isEqualTo(90);
    assertThat(pod.getSpec().getVolumes().getFirst().getHostPath().getPath()).isEqualTo("/srv");
    assertThat(phase(volume)).isEqualTo("Released");

    plane.finish(pod, "Succeeded");
    plane.settle();
    assertThat(phase(volume)).isEqualTo("Available");
    assertThat(plane.read(volume).getSpec().getClaimRef()).isNull();
    assertThat(recycler()).isEmpty();
    assertThat(events("Normal")).contains("VolumeRecycled Volume recycled");
  }

  @Test
  void whatFailsToBeEmptiedIsTriedAgainAWhileLater() {
    var volume = released(recycled("v"));
    plane.finish(recycler().orElseThrow(), "Failed");
    plane.settle();
    assertThat(phase(volume)).isEqualTo("Failed");
    assertThat(warnings())
        .isEqualTo(
            "VolumeFailedRecycle Recycle failed: failed to recycle volume: pod failed,"
                + " pod.Status.Message unknown");
    assertThat(recycler()).isEmpty();
    plane.pass(Duration.ofSeconds(16));
    plane.finish(recycler().orElseThrow(), "Succeeded");
    plane.settle();
    assertThat(phase(volume)).isEqualTo("Available");
  }

  @Test
  void recyclerThatIsLeftOverIsNotBelieved() {
    create(
        new PodBuilder(Samples.pod("recycler-for-v", "web"))
            .withNewStatus()
            .withPhase("Succeeded")
            .endStatus());
    var volume = released(recycled("v"));
    assertThat(recycler()).isEmpty();
    assertThat(warnings())
        .isEqualTo("VolumeFailedRecycle Recycle failed: old recycler pod found, will retry later");
    assertThat(phase(volume)).isEqualTo("Failed");
  }

  @Test
  void volumeThatIsToBeKeptIsEmptiedNoFurther() {
    var volume = released(recycled("v"));
    assertThat(recycler()).isPresent();
    setPolicy(volume, "Retain");
    plane.settle();
    assertThat(recycler()).isEmpty();
    assertThat(phase(volume)).isEqualTo("Released");

    setPolicy(volume, "Recycle");
    plane.settle();
    plane.finish(recycler().orElseThrow(), "Succeeded");
    plane.settle();
    assertThat(phase(volume)).isEqualTo("Available");
  }

  private void setPolicy(PersistentVolume volume, String policy) {
    plane
        .client()
        .resource(plane.read(volume))
        .edit(
            v ->
                new PersistentVolumeBuilder(v)
                    .editSpec()
                    .withPersistentVolumeReclaimPolicy(policy)
                    .endSpec()
                    .build());
  }

  @Test
  void volumeOfAKindThatNobodyEmptiesFails() {
    var volume =
        released(
            volume("v", "1Gi")
                .editSpec()
                .withPersistentVolumeReclaimPolicy("Recycle")
                .withHostPath(null)
                .withNewLocal()
                .withPath("/srv")
                .endLocal()
                .endSpec());
    assertThat(phase(volume)).isEqualTo("Failed");
    assertThat(warnings())
        .isEqualTo("VolumeFailedRecycle No recycler plugin found for the volume!");
  }

  private static PersistentVolumeBuilder recycled(String name) {
    return volume(name, "3Gi")
        .editSpec()
        .withPersistentVolumeReclaimPolicy("Recycle")
        .withNewHostPath("/srv", "")
        .endSpec();
  }

  /// The volume after a claim that it was bound to has gone.
  private PersistentVolume released(PersistentVolumeBuilder builder) {
    var volume = create(builder);
    plane.client().resource(create(claim("c", "1Gi"))).delete();
    plane.settle();
    return volume;
  }

  private Optional<Pod> recycler() {
    return Optional.ofNullable(
        plane.client().pods().inNamespace("default").withName("recycler-for-v").get());
  }

  @Test
  void volumeIsReclaimedWhenItsPolicyIsAnotherOne() {
    var volume = create(volume("v", "1Gi"));
    plane.client().resource(create(claim("c", "1Gi"))).delete();
    plane.settle();
    setPolicy(volume, "Recycle");
    plane.settle();
    assertThat(recycler()).isPresent();
    plane.client().resource(plane.read(volume)).delete();
    plane.settle();
    assertThat(recycler()).as("of a volume that is gone").isEmpty();
  }
}
