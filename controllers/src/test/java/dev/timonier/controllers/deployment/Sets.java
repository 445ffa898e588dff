package dev.timonier.controllers.deployment;

import dev.timonier.controllers.fixture.Samples;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;

/// Deployments and ReplicaSets to test with.
final class Sets {
  private Sets() {}

  static Deployment deployment(int replicas, String surge, String unavailable) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("web")
        .withUid("d")
        .withGeneration(1L)
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withRevisionHistoryLimit(10)
        .withProgressDeadlineSeconds(600)
        .withSelector(Samples.selector("web"))
        .withTemplate(Samples.template("web", "i:1"))
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxSurge(limit(surge))
        .withMaxUnavailable(limit(unavailable))
        .endRollingUpdate()
        .endStrategy()
        .endSpec()
        .build();
  }

  private static IntOrString limit(String text) {
    return text.endsWith("%") ? new IntOrString(text) : new IntOrString(Integer.parseInt(text));
  }

  static Deployment recreating(int replicas) {
    return new DeploymentBuilder(deployment(replicas, "1", "1"))
        .editSpec()
        .withNewStrategy()
        .withType("Recreate")
        .endStrategy()
        .endSpec()
        .build();
  }

  static ReplicaSet set(String name, String image, int replicas, int available) {
    return new ReplicaSetBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName(name)
        .withUid(name)
        .withGeneration(1L)
        .withCreationTimestamp(
            "2026-01-01T00:00:0%dZ".formatted(name.charAt(name.length() - 1) - '0'))
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withTemplate(Samples.template("web", image))
        .endSpec()
        .withNewStatus()
        .withObservedGeneration(1L)
        .withReplicas(replicas)
        .withReadyReplicas(available)
        .withAvailableReplicas(available)
        .endStatus()
        .build();
  }

  /// As it is after the Deployment wanted so many replicas, with so much surge.
  static ReplicaSet sized(ReplicaSet set, int desired, int surge) {
    return new ReplicaSetBuilder(set)
        .editMetadata()
        .withAnnotations(Revisions.sized(Revisions.annotations(set), desired, surge))
        .endMetadata()
        .build();
  }
}
