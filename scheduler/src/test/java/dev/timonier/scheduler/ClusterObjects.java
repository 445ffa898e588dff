package dev.timonier.scheduler;

import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;

/// Pods and nodes for tests.
public final class ClusterObjects {
  private ClusterObjects() {}

  /// A pending pod `default/NAME` with one container `c` that asks for nothing.
  public static PodBuilder pod(String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .withUid("uid-" + name)
        .endMetadata()
        .withNewSpec()
        .withSchedulerName("default-scheduler")
        .addNewContainer()
        .withName("c")
        .withImage("registry.example/app:1")
        .withNewResources()
        .endResources()
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase("Pending")
        .endStatus();
  }

  public static Pod pod(String name, String cpu, String memory) {
    return pod(name)
        .editSpec()
        .editFirstContainer()
        .editResources()
        .addToRequests("cpu", Quantity.parse(cpu))
        .addToRequests("memory", Quantity.parse(memory))
        .endResources()
        .endContainer()
        .endSpec()
        .build();
  }

  public static PodInfo info(PodBuilder pod) {
    return PodInfo.of(pod.build());
  }

  public static PodInfo info(Pod pod) {
    return PodInfo.of(pod);
  }

  /// A node with 4 CPU, 8 Gi of memory, 100 Gi of storage, and room for 110 pods.
  public static NodeBuilder node(String name) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .withUid("uid-" + name)
        .addToLabels("kubernetes.io/hostname", name)
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .withNewStatus()
        .addToAllocatable("cpu", Quantity.parse("4"))
        .addToAllocatable("memory", Quantity.parse("8Gi"))
        .addToAllocatable("ephemeral-storage", Quantity.parse("100Gi"))
        .addToAllocatable("pods", Quantity.parse("110"))
        .endStatus();
  }

  public static Node node(String name, String cpu, String memory) {
    return node(name)
        .editStatus()
        .addToAllocatable("cpu", Quantity.parse(cpu))
        .addToAllocatable("memory", Quantity.parse(memory))
        .endStatus()
        .build();
  }

  public static NodeInfo info(NodeBuilder node) {
    return NodeInfo.of(node.build());
  }

  public static NodeInfo info(Node node) {
    return NodeInfo.of(node);
  }
}
