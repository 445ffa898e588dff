package dev.timonier.scheduler.snapshot;

import static dev.timonier.scheduler.ClusterObjects.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The cases of the Kubernetes documentation on init containers, sidecars, overhead, pod-level
/// resources and resizing.
class PodRequestsTest {
  private static final long MI = 1 << 20;

  record Case(String name, PodSpecBuilder spec, long milliCpu, long memory) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("nothing", spec().addToContainers(container("")), 0, 0),
        new Case(
            "containers add up",
            spec().addToContainers(container("2 1Gi"), container("1 1Gi")),
            3000,
            2048 * MI),
        new Case(
            "the most demanding init container counts",
            spec()
                .addToContainers(container("2 1Gi"), container("1 1Gi"))
                .addToInitContainers(container("2 1Gi"), container("4 3Gi")),
            4000,
            3072 * MI),
        new Case(
            "small init containers don't matter",
            spec()
                .addToContainers(container("2 1Gi"), container("1 1Gi"))
                .addToInitContainers(container("1 1Gi")),
            3000,
            2048 * MI),
        new Case(
            "sidecars add to the containers",
            spec().addToContainers(container("2 1Gi")).addToInitContainers(sidecar("1 1Gi")),
            3000,
            2048 * MI),
        new Case(
            "an init container runs beside the sidecars before it",
            spec()
                .addToContainers(container("1 1Gi"))
                .addToInitContainers(sidecar("1 1Gi"), container("5 1Gi"), sidecar("1 1Gi")),
            6000,
            3072 * MI),
        new Case(
            "an init container does not run beside the sidecars after it",
            spec()
                .addToContainers(container("1 1Gi"))
                .addToInitContainers(container("5 1Gi"), sidecar("1 1Gi")),
            5000,
            2048 * MI),
        new Case(
            "overhead comes on top",
            spec()
                .addToContainers(container("2 1Gi"))
                .addToInitContainers(container("4 1Gi"))
                .withOverhead(list("250m 120Mi")),
            4250,
            1144 * MI),
        new Case(
            "pod-level requests take the place of the sum",
            spec()
                .addToContainers(container("2 1Gi"), container("1 1Gi"))
                .withNewResources()
                .addToRequests("cpu", Quantity.parse("5"))
                .endResources(),
            5000,
            2048 * MI),
        new Case(
            "pod-level requests come with overhead",
            spec()
                .addToContainers(container(""))
                .withOverhead(list("500m 1Mi"))
                .withNewResources()
                .addToRequests(list("1 1Mi"))
                .endResources(),
            1500,
            2 * MI));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void podAsksFor(Case example) {
    var requested = requested(with(example.spec()));

    assertThat(requested.milliCpu()).isEqualTo(example.milliCpu());
    assertThat(requested.memory()).isEqualTo(example.memory());
  }

  @Test
  void extendedResourcesHugePagesAndStorageAreCounted() {
    var container =
        new ContainerBuilder(container("1 1Gi"))
            .editResources()
            .addToRequests("example.com/gpu", Quantity.parse("2"))
            .addToRequests("hugepages-2Mi", Quantity.parse("4Mi"))
            .addToRequests("ephemeral-storage", Quantity.parse("1Gi"))
            .addToRequests("something", Quantity.parse("7"))
            .endResources()
            .build();
    var requested = requested(with(spec().addToContainers(container, container)));

    assertThat(requested.ephemeralStorage()).isEqualTo(2048 * MI);
    assertThat(requested.scalars())
        .isEqualTo(ScalarAmounts.of(Map.of("example.com/gpu", 4L, "hugepages-2Mi", 8 * MI)));
  }

  @Test
  void containersThatAskForNothingCountForALittle() {
    var info =
        PodInfo.of(with(spec().addToContainers(container(""), container("1 0"), container(""))));

    assertThat(info.requested().milliCpu()).isEqualTo(1000);
    assertThat(info.nonZeroRequested().milliCpu()).isEqualTo(1200);
    assertThat(info.nonZeroRequested().memory()).isEqualTo(400 * MI);
  }

  @Test
  void podLevelRequestsMakeDefaultsUnnecessary() {
    var spec =
        spec()
            .addToContainers(container(""), container(""))
            .withNewResources()
            .addToRequests("cpu", Quantity.parse("1"))
            .endResources();
    var info = PodInfo.of(with(spec));

    assertThat(info.nonZeroRequested().milliCpu()).isEqualTo(1000);
    assertThat(info.nonZeroRequested().memory()).isEqualTo(400 * MI);
  }

  record Resize(
      String name, String wanted, String allocated, String actual, String reason, long milliCpu) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Resize> resizes() {
    return Stream.of(
        new Resize("settled", "1", "1", "1", "", 1000),
        new Resize("wants more", "3", "1", "1", "Deferred", 3000),
        new Resize("wants what it can never have", "3", "1", "1", "Infeasible", 1000),
        new Resize("wants less, still has more", "1", "1", "2", "", 2000),
        new Resize("was promised more than it has yet", "1", "3", "2", "", 3000),
        new Resize("nothing allocated is reported", "2", "", "", "", 2000));
  }

  @ParameterizedTest
  @MethodSource("resizes")
  void resizedPodHoldsTheLargerAmount(Resize example) {
    var pod =
        pod("web")
            .editSpec()
            .withContainers(container(example.wanted() + " 0"))
            .endSpec()
            .editStatus()
            .withContainerStatuses(status(example))
            .addNewCondition()
            .withType("PodResizePending")
            .withStatus("True")
            .withReason(example.reason())
            .endCondition()
            .endStatus()
            .build();

    assertThat(requested(pod).milliCpu()).isEqualTo(example.milliCpu());
  }

  @Test
  void podLevelResizeHoldsTheLargerAmount() {
    var pod =
        pod("web")
            .editSpec()
            .withNewResources()
            .addToRequests("cpu", Quantity.parse("1"))
            .endResources()
            .endSpec()
            .editStatus()
            .addToAllocatedResources("cpu", Quantity.parse("1500m"))
            .withNewResources()
            .addToRequests("cpu", Quantity.parse("2"))
            .endResources()
            .endStatus()
            .build();

    assertThat(requested(pod).milliCpu()).isEqualTo(2000);
  }

  private static Resources requested(Pod pod) {
    return PodInfo.of(pod).requested();
  }

  private static PodSpecBuilder spec() {
    return new PodSpecBuilder();
  }

  private static Pod with(PodSpecBuilder spec) {
    return pod("web").withSpec(spec.build()).build();
  }

  private static Container container(String cpuAndMemory) {
    return new ContainerBuilder()
        .withName("c")
        .withNewResources()
        .withRequests(list(cpuAndMemory))
        .endResources()
        .build();
  }

  private static Container sidecar(String cpuAndMemory) {
    return new ContainerBuilder(container(cpuAndMemory)).withRestartPolicy("Always").build();
  }

  private static ContainerStatus status(Resize example) {
    return new ContainerStatusBuilder()
        .withName("c")
        .withAllocatedResources(list(example.allocated()))
        .withNewResources()
        .withRequests(list(example.actual()))
        .endResources()
        .build();
  }

  /// `"1 2Gi"` is one CPU and two gibibytes; `"1"` is one CPU; `""` is nothing.
  private static Map<String, Quantity> list(String cpuAndMemory) {
    var words = List.of(cpuAndMemory.split(" "));
    if (cpuAndMemory.isEmpty()) {
      return Map.of();
    }
    return words.size() == 1
        ? Map.of("cpu", Quantity.parse(words.getFirst()))
        : Map.of("cpu", Quantity.parse(words.get(0)), "memory", Quantity.parse(words.get(1)));
  }
}
