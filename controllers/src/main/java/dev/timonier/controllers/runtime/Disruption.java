package dev.timonier.controllers.runtime;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import java.time.Instant;

/// Why a pod is about to go by no fault of its own, as its condition `DisruptionTarget` tells
/// (<https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-conditions>).
///
/// @param reason as in `DeletionByTaintManager`
public record Disruption(String reason, String message) {
  public static final String CONDITION = "DisruptionTarget";

  /// @param pod the one that is about to go, as it is known
  public PodCondition of(Pod pod, Instant moment) {
    return new PodConditionBuilder()
        .withType(CONDITION)
        .withObservedGeneration(pod.getMetadata().getGeneration())
        .withStatus("True")
        .withReason(reason)
        .withMessage(message)
        .withLastTransitionTime(Times.shown(moment))
        .build();
  }
}
