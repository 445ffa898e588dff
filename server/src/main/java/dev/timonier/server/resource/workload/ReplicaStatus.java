package dev.timonier.server.resource.workload;

import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for the status of ReplicaSets and ReplicationControllers.
public final class ReplicaStatus {
  private ReplicaStatus() {}

  public static void validate(Subject status) {
    Counts.nonNegative(
        status,
        "replicas",
        "fullyLabeledReplicas",
        "readyReplicas",
        "availableReplicas",
        "observedGeneration",
        "terminatingReplicas");
    Counts.atMost(
        status,
        List.of("fullyLabeledReplicas", "readyReplicas", "availableReplicas"),
        "replicas",
        "status.replicas");
    Counts.atMost(status, List.of("availableReplicas"), "readyReplicas", "readyReplicas");
  }
}
