package dev.timonier.nodeagent.node;

import dev.timonier.machinery.quantity.Amount;
import dev.timonier.nodeagent.NodeAgentConfiguration;
import dev.timonier.nodeagent.runtime.Image;
import dev.timonier.nodeagent.runtime.RuntimeVersion;
import io.fabric8.kubernetes.api.model.ContainerImage;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.fabric8.kubernetes.api.model.NodeSystemInfoBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What the API is told of a node. Pure functions.
public final class NodeDescription {
  /// The version of Kubernetes whose kubelet this one stands in for.
  public static final String KUBELET_VERSION = "v1.36.2";

  private static final long EVICTION_MEMORY = 100L << 20;
  private static final int EVICTION_DISK_PERCENT = 10;
  private static final int MOST_IMAGES = 50;
  private static final int MOST_NAMES = 5;

  private final NodeAgentConfiguration configuration;
  private final Machine machine;
  private final RuntimeVersion runtime;

  public NodeDescription(
      NodeAgentConfiguration configuration, Machine machine, RuntimeVersion runtime) {
    this.configuration = configuration;
    this.machine = machine;
    this.runtime = runtime;
  }

  /// The node as it is registered.
  public Node node(Instant now) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(configuration.nodeName())
        .withLabels(labels())
        .addToAnnotations("volumes.kubernetes.io/controller-managed-attach-detach", "true")
        .endMetadata()
        .withNewSpec()
        .withTaints(configuration.taints())
        .withPodCIDR(configuration.podRange().orElse(null))
        .withPodCIDRs(configuration.podRange().stream().toList())
        .endSpec()
        .withStatus(status(Optional.empty(), List.of(), now))
        .build();
  }

  public Map<String, String> labels() {
    var architecture = machine.system().getArchitecture();
    var labels = new TreeMap<>(configuration.labels());
    labels.put("kubernetes.io/hostname", configuration.nodeName());
    labels.put("kubernetes.io/os", "linux");
    labels.put("kubernetes.io/arch", architecture);
    labels.put("beta.kubernetes.io/os", "linux");
    labels.put("beta.kubernetes.io/arch", architecture);
    return labels;
  }

  /// @param before the status that the API has
  public NodeStatus status(Optional<NodeStatus> before, List<Image> images, Instant now) {
    var known = before.map(NodeStatus::getConditions).orElse(List.of());
    return new NodeStatusBuilder()
        .withAddresses(addresses())
        .withCapacity(capacity())
        .withAllocatable(allocatable())
        .withConditions(conditions(known, now.truncatedTo(ChronoUnit.SECONDS)))
        .withNewDaemonEndpoints()
        .withNewKubeletEndpoint(configuration.port())
        .endDaemonEndpoints()
        .withNodeInfo(info())
        .withImages(images(images))
        .build();
  }

  private List<NodeAddress> addresses() {
    var internal =
        configuration.addresses().stream().map(address -> new NodeAddress(address, "InternalIP"));
    return Stream.concat(internal, Stream.of(new NodeAddress(configuration.nodeName(), "Hostname")))
        .toList();
  }

  private Map<String, Quantity> capacity() {
    return amounts(Amount.ofBytes(machine.memoryBytes()), Amount.ofBytes(machine.diskBytes()));
  }

  /// Without what must stay free so that no pod need be evicted.
  private Map<String, Quantity> allocatable() {
    var disk = machine.diskBytes();
    return amounts(
        Amount.ofBytes(machine.memoryBytes() - EVICTION_MEMORY),
        Amount.of(disk - disk / 100 * EVICTION_DISK_PERCENT));
  }

  private Map<String, Quantity> amounts(Amount memory, Amount disk) {
    return new TreeMap<>(
        Map.of(
            "cpu", Amount.of(machine.processors()).toQuantity(),
            "memory", memory.toQuantity(),
            "ephemeral-storage", disk.toQuantity(),
            "pods", Amount.of(configuration.mostPods()).toQuantity(),
            "hugepages-1Gi", Amount.ZERO.toQuantity(),
            "hugepages-2Mi", Amount.ZERO.toQuantity()));
  }

  private NodeSystemInfo info() {
    return new NodeSystemInfoBuilder(machine.system())
        .withKubeletVersion(KUBELET_VERSION)
        .withKubeProxyVersion("")
        .withContainerRuntimeVersion(runtime.toString())
        .build();
  }

  private static List<NodeCondition> conditions(List<NodeCondition> before, Instant now) {
    return Stream.of(
            condition(
                "MemoryPressure",
                "KubeletHasSufficientMemory",
                "kubelet has sufficient memory available"),
            condition("DiskPressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
            condition(
                "PIDPressure", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
            new NodeConditionBuilder(
                    condition("Ready", "KubeletReady", "kubelet is posting ready status"))
                .withStatus("True")
                .build())
        .map(condition -> stamped(condition, before, now.toString()))
        .toList();
  }

  private static NodeCondition condition(String type, String reason, String message) {
    return new NodeConditionBuilder()
        .withType(type)
        .withStatus("False")
        .withReason(reason)
        .withMessage(message)
        .build();
  }

  /// Knows since when a condition has been what it is.
  private static NodeCondition stamped(
      NodeCondition condition, List<NodeCondition> before, String now) {
    var since =
        before.stream()
            .filter(old -> old.getType().equals(condition.getType()))
            .filter(old -> old.getStatus().equals(condition.getStatus()))
            .map(NodeCondition::getLastTransitionTime)
            .findFirst();
    return new NodeConditionBuilder(condition)
        .withLastHeartbeatTime(now)
        .withLastTransitionTime(since.orElse(now))
        .build();
  }

  /// The largest ones.
  private static List<ContainerImage> images(List<Image> images) {
    return images.stream()
        .sorted(Comparator.comparingLong(Image::sizeBytes).reversed())
        .limit(MOST_IMAGES)
        .map(image -> new ContainerImage(names(image), image.sizeBytes()))
        .toList();
  }

  private static List<String> names(Image image) {
    return Stream.concat(image.digests().stream(), image.tags().stream())
        .limit(MOST_NAMES)
        .toList();
  }
}
