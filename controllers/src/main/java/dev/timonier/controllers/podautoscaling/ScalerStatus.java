package dev.timonier.controllers.podautoscaling;

import dev.timonier.controllers.runtime.Times;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerCondition;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerStatus;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerStatusBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The status of an autoscaler while it is made out. Used by one thread.
final class ScalerStatus {
  private final HorizontalPodAutoscalerStatusBuilder status;
  private final List<HorizontalPodAutoscalerCondition> conditions;
  private final Instant now;

  ScalerStatus(HorizontalPodAutoscaler autoscaler, Instant now) {
    var present =
        Objects.requireNonNullElseGet(autoscaler.getStatus(), HorizontalPodAutoscalerStatus::new);
    this.status = new HorizontalPodAutoscalerStatusBuilder(present);
    this.conditions =
        new ArrayList<>(
            Objects.requireNonNullElse(
                present.getConditions(), List.<HorizontalPodAutoscalerCondition>of()));
    this.now = now;
  }

  void isTrue(String type, String reason, String message) {
    set(type, "True", reason, message);
  }

  void isFalse(String type, String reason, String message) {
    set(type, "False", reason, message);
  }

  private void set(String type, String truth, String reason, String message) {
    var present = conditions.stream().filter(c -> c.getType().equals(type)).findFirst();
    var since =
        present
            .filter(c -> c.getStatus().equals(truth))
            .map(HorizontalPodAutoscalerCondition::getLastTransitionTime)
            .orElse(Times.shown(now));
    var wanted = new HorizontalPodAutoscalerCondition(since, message, reason, truth, type);
    present.ifPresentOrElse(
        c -> conditions.set(conditions.indexOf(c), wanted), () -> conditions.add(wanted));
  }

  void replicas(int current, int desired) {
    status.withCurrentReplicas(shown(current)).withDesiredReplicas(desired);
  }

  private static @Nullable Integer shown(int number) {
    return number == 0 ? null : number;
  }

  void metrics(List<MetricStatus> metrics) {
    status.withCurrentMetrics(metrics);
  }

  void scaled() {
    status.withLastScaleTime(Times.shown(now));
  }

  HorizontalPodAutoscalerStatus build(@Nullable Long generation) {
    if (status.getDesiredReplicas() == null) {
      status.withDesiredReplicas(0);
    }
    return status.withObservedGeneration(generation).withConditions(conditions).build();
  }
}
