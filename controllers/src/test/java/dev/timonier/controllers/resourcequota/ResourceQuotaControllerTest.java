package dev.timonier.controllers.resourcequota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Network;
import dev.timonier.controllers.fixture.Samples;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceClassBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResourceQuotaControllerTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(context -> ResourceQuotaController.create(context, 2));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void podsAreCountedWithWhatTheyAskFor() {
    var quota = create("pods", "5", "cpu", "2", "requests.cpu", "2", "limits.memory", "1Gi");
    assertThat(used(quota))
        .isEqualTo(Map.of("pods", "0", "cpu", "0", "requests.cpu", "0", "limits.memory", "0"));
    plane.api().create(pod("a"));
    plane.api().create(pod("b"));
    plane.settle();
    assertThat(used(quota))
        .isEqualTo(
            Map.of("pods", "2", "cpu", "500m", "requests.cpu", "500m", "limits.memory", "128Mi"));
    assertThat(plane.read(quota).getStatus().getHard()).containsKey("pods");
  }

  @Test
  void finishedPodUsesNothingButItsPlaceInTheStore() {
    var quota = create("pods", "5", "count/pods", "5", "cpu", "2");
    plane.finish(plane.api().create(pod("a")), "Succeeded");
    plane.settle();
    assertThat(used(quota)).isEqualTo(Map.of("pods", "0", "count/pods", "1", "cpu", "0"));
  }

  @Test
  void deletedPodIsNoLongerCounted() {
    var quota = create("pods", "5");
    var pod = plane.api().create(pod("a"));
    plane.settle();
    plane.client().resource(pod).delete();
    plane.settle();
    assertThat(used(quota)).isEqualTo(Map.of("pods", "0"));
  }

  /// As admission does.
  private void book(ResourceQuota quota, String pods) {
    var booked = new ResourceQuotaBuilder(plane.read(quota)).editStatus();
    var used = booked.addToUsed("pods", new Quantity(pods)).endStatus().build();
    plane.client().resource(used).updateStatus();
    plane.settle();
  }

  @Test
  void whatAdmissionBookedStaysUntilSomethingGoes() {
    var quota = create("pods", "5");
    var pod = plane.api().create(pod("a"));
    plane.settle();
    book(quota, "2");
    assertThat(used(quota)).isEqualTo(Map.of("pods", "2"));
    plane.client().resource(pod).delete();
    plane.settle();
    assertThat(used(quota)).isEqualTo(Map.of("pods", "0"));
  }

  @Test
  void whatWasBookedForNothingIsGivenBackSoon() {
    var quota = create("pods", "5");
    plane.settle();
    book(quota, "2");
    plane.time().advance(Duration.ofSeconds(10));
    plane.settle();
    assertThat(used(quota)).isEqualTo(Map.of("pods", "0"));
  }

  @Test
  void initContainersCountByTheLargestAndSidecarsBesideTheOthers() {
    var quota = create("requests.cpu", "9");
    plane
        .api()
        .create(
            new PodBuilder(pod("a"))
                .editSpec()
                .addNewInitContainer()
                .withName("sidecar")
                .withRestartPolicy("Always")
                .withNewResources()
                .addToRequests("cpu", new Quantity("100m"))
                .endResources()
                .endInitContainer()
                .addNewInitContainer()
                .withName("init")
                .withNewResources()
                .addToRequests("cpu", new Quantity("1"))
                .endResources()
                .endInitContainer()
                .endSpec()
                .build());
    plane.settle();
    assertThat(used(quota)).isEqualTo(Map.of("requests.cpu", "1100m"));
  }

  @Test
  void scopedQuotaCountsThePodsOfItsScope() {
    var best = create("best", b -> b.editSpec().withScopes("BestEffort").endSpec(), "pods", "1");
    var other =
        create("other", b -> b.editSpec().withScopes("NotBestEffort").endSpec(), "pods", "1");
    var urgent =
        create(
            "urgent",
            b ->
                b.editSpec()
                    .withNewScopeSelector()
                    .addNewMatchExpression()
                    .withScopeName("PriorityClass")
                    .withOperator("In")
                    .withValues("high")
                    .endMatchExpression()
                    .endScopeSelector()
                    .endSpec(),
            "pods",
            "1");
    plane.api().create(pod("a"));
    plane.api().create(Samples.pod("b", "web"));
    plane
        .api()
        .create(
            new PodBuilder(Samples.pod("c", "web"))
                .editSpec()
                .withPriorityClassName("high")
                .endSpec()
                .build());
    plane.settle();
    assertThat(used(best)).isEqualTo(Map.of("pods", "2"));
    assertThat(used(other)).isEqualTo(Map.of("pods", "1"));
    assertThat(used(urgent)).isEqualTo(Map.of("pods", "1"));
  }

  @Test
  void servicesAndClaimsAreCountedByKind() {
    var quota =
        create(
            "services",
            "9",
            "services.nodeports",
            "9",
            "services.loadbalancers",
            "9",
            "requests.storage",
            "9Gi",
            "persistentvolumeclaims",
            "9",
            "fast.storageclass.storage.k8s.io/requests.storage",
            "9Gi");
    plane.api().create(Network.service().build());
    plane
        .api()
        .create(
            new ServiceBuilder(Network.service().build())
                .editMetadata()
                .withName("lb")
                .endMetadata()
                .editSpec()
                .withType("LoadBalancer")
                .endSpec()
                .build());
    plane
        .api()
        .create(
            new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("data")
                .endMetadata()
                .withNewSpec()
                .withStorageClassName("fast")
                .withNewResources()
                .addToRequests("storage", new Quantity("1Gi"))
                .endResources()
                .endSpec()
                .build());
    plane.settle();
    assertThat(used(quota))
        .containsEntry("services", "2")
        .containsEntry("services.nodeports", "1")
        .containsEntry("services.loadbalancers", "1")
        .containsEntry("persistentvolumeclaims", "1")
        .containsEntry("requests.storage", "1Gi")
        .containsEntry("fast.storageclass.storage.k8s.io/requests.storage", "1Gi");
  }

  @Test
  void objectsOfAnyResourceAreCountedByTheirNumber() {
    var quota = create("configmaps", "9", "count/configmaps", "9", "count/no.such", "1");
    plane.eventually(
        () ->
            assertThat(used(quota)).isEqualTo(Map.of("configmaps", "0", "count/configmaps", "0")));
    var map =
        plane
            .api()
            .create(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withNamespace("default")
                    .withName("c")
                    .endMetadata()
                    .build());
    plane.eventually(
        () ->
            assertThat(used(quota)).isEqualTo(Map.of("configmaps", "1", "count/configmaps", "1")));
    plane.client().resource(map).delete();
    plane.eventually(
        () ->
            assertThat(used(quota)).isEqualTo(Map.of("configmaps", "0", "count/configmaps", "0")));
  }

  private static Pod pod(String name) {
    return new PodBuilder(Samples.pod(name, "web"))
        .editSpec()
        .editFirstContainer()
        .withNewResources()
        .addToRequests("cpu", new Quantity("250m"))
        .addToLimits("memory", new Quantity("64Mi"))
        .endResources()
        .endContainer()
        .endSpec()
        .build();
  }

  private ResourceQuota create(String... hard) {
    return create("q", b -> b, hard);
  }

  private ResourceQuota create(
      String name, UnaryOperator<ResourceQuotaBuilder> change, String... hard) {
    var limits = new TreeMap<String, Quantity>();
    for (var i = 0; i < hard.length; i += 2) {
      limits.put(hard[i], new Quantity(hard[i + 1]));
    }
    var quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withNamespace("default")
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .withHard(limits)
            .endSpec();
    var created = plane.api().create(change.apply(quota).build());
    plane.settle();
    return created;
  }

  private Map<String, String> used(ResourceQuota quota) {
    var used = new TreeMap<String, String>();
    var status = plane.read(quota).getStatus();
    if (status != null) {
      status.getUsed().forEach((name, amount) -> used.put(name, amount.toString()));
    }
    return used;
  }

  @Test
  void whatNothingIsKnownOfIsNotCounted() {
    var quota = create("pods", "5", "example.com/odd", "1", "count/events", "1");
    assertThat(used(quota)).isEqualTo(Map.of("pods", "0"));
  }

  @Test
  void devicesAreCountedOfEachClass() {
    plane
        .api()
        .create(
            new DeviceClassBuilder()
                .withNewMetadata()
                .withName("gpu")
                .endMetadata()
                .withNewSpec()
                .withExtendedResourceName("example.com/gpu")
                .endSpec()
                .build());
    plane.api().create(devices("a", "gpu", 2));
    plane.api().create(devices("b", "other", 3));
    var quota =
        create(
            "gpu.deviceclass.resource.k8s.io/devices",
            "5",
            "requests.example.com/gpu",
            "5",
            "count/resourceclaims.resource.k8s.io",
            "5");
    assertThat(used(quota))
        .isEqualTo(
            Map.of(
                "gpu.deviceclass.resource.k8s.io/devices",
                "2",
                "requests.example.com/gpu",
                "2",
                "count/resourceclaims.resource.k8s.io",
                "2"));
  }

  private static ResourceClaim devices(String name, String type, long count) {
    return new ResourceClaimBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .withNewSpec()
        .withNewDevices()
        .addNewRequest()
        .withName("r")
        .withNewExactly()
        .withDeviceClassName(type)
        .withAllocationMode("ExactCount")
        .withCount(count)
        .endExactly()
        .endRequest()
        .endDevices()
        .endSpec()
        .build();
  }

  @Test
  void claimsAreSelectedByTheAttributesOfTheirVolumes() {
    var quota =
        create(
            "q",
            b ->
                b.editSpec()
                    .withNewScopeSelector()
                    .addNewMatchExpression()
                    .withScopeName("VolumeAttributesClass")
                    .withOperator("In")
                    .withValues("gold")
                    .endMatchExpression()
                    .endScopeSelector()
                    .endSpec(),
            "persistentvolumeclaims",
            "5");
    plane.api().create(claim("a", "gold"));
    plane.api().create(claim("b", "silver"));
    plane.settle();
    assertThat(used(quota)).isEqualTo(Map.of("persistentvolumeclaims", "1"));
  }

  private static PersistentVolumeClaim claim(String name, String attributes) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .withNewSpec()
        .withVolumeAttributesClassName(attributes)
        .endSpec()
        .build();
  }

  @Test
  void podThatIsResizedCountsWithWhatItHas() {
    var quota = create("requests.cpu", "5");
    var pod = plane.api().create(pod("a"));
    plane.settle();
    var before = used(quota).get("requests.cpu");
    plane
        .client()
        .resource(
            new PodBuilder(plane.read(pod))
                .editOrNewStatus()
                .addNewContainerStatus()
                .withName(pod.getSpec().getContainers().getFirst().getName())
                .withNewResources()
                .addToRequests("cpu", new Quantity("3"))
                .endResources()
                .endContainerStatus()
                .endStatus()
                .build())
        .updateStatus();
    plane.settle();
    assertThat(before).isEqualTo("250m");
    assertThat(used(quota)).isEqualTo(Map.of("requests.cpu", "3"));
  }
}
