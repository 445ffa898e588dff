package dev.timonier.nodeagent.container;

import static dev.timonier.nodeagent.fixture.Pods.bound;
import static dev.timonier.nodeagent.fixture.Pods.containerBuilder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.nodeagent.runtime.LinuxResources;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private final Limits limits = new Limits(1L << 30);

  private static Pod pod(ResourceRequirements resources) {
    return bound("web")
        .editSpec()
        .addToContainers(containerBuilder("web").withResources(resources).build())
        .endSpec()
        .build();
  }

  private static ResourceRequirementsBuilder resources() {
    return new ResourceRequirementsBuilder();
  }

  private LinuxResources ofContainer(Pod pod) {
    return limits.ofContainer(pod, pod.getSpec().getContainers().getFirst());
  }

  @Test
  void containerWithoutResourcesHasTheLeastShareAndDiesFirst() {
    var found = ofContainer(pod(resources().build()));
    assertThat(found.cpuShares()).hasValue(2);
    assertThat(found.cpuQuotaMicros()).isEmpty();
    assertThat(found.memoryLimitBytes()).isEmpty();
    assertThat(found.oomScoreAdjust()).hasValue(1000);
  }

  @Test
  void limitsBecomeQuotaAndBytes() {
    var all =
        resources()
            .addToLimits("cpu", new Quantity("250m"))
            .addToLimits("memory", new Quantity("64Mi"))
            .build();
    var found = ofContainer(pod(all));
    assertThat(found.cpuShares()).hasValue(256);
    assertThat(found.cpuQuotaMicros()).hasValue(25_000);
    assertThat(found.cpuPeriodMicros()).hasValue(100_000);
    assertThat(found.memoryLimitBytes()).hasValue(64L << 20);
  }

  @Test
  void whoAsksForMoreMemoryDiesLater() {
    var half = resources().addToRequests("memory", new Quantity("512Mi")).build();
    assertThat(ofContainer(pod(half)).oomScoreAdjust()).hasValue(500);
    var all = resources().addToRequests("memory", new Quantity("1Gi")).build();
    assertThat(ofContainer(pod(all)).oomScoreAdjust()).hasValue(3);
  }

  @Test
  void podIsLimitedOnlyWhenAllOfItsContainersAre() {
    var limited = resources().addToLimits("memory", new Quantity("64Mi")).build();
    assertThat(limits.ofPod(pod(limited)).memoryLimitBytes()).hasValue(64L << 20);
    var withOther =
        bound("web")
            .editSpec()
            .addToContainers(containerBuilder("a").withResources(limited).build())
            .addToContainers(containerBuilder("b").build())
            .endSpec()
            .build();
    assertThat(limits.ofPod(withOther).memoryLimitBytes()).isEqualTo(OptionalLong.empty());
  }
}
