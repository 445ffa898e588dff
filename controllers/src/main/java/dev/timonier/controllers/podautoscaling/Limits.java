package dev.timonier.controllers.podautoscaling;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicy;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// Holds a recommendation to what an autoscaler allows; pure
/// (<https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior>).
///
/// @param replicas the ones that there are
record Limits(HorizontalPodAutoscaler autoscaler, History history, int replicas, Instant now) {
  private static final Duration STABILIZATION = Duration.ofMinutes(5);

  /// A number of replicas and why it is that.
  record Limited(int replicas, String reason, String message) {}

  int least() {
    return Objects.requireNonNullElse(autoscaler.getSpec().getMinReplicas(), 1);
  }

  int most() {
    return autoscaler.getSpec().getMaxReplicas();
  }

  private Optional<HPAScalingRules> rules(
      Function<HorizontalPodAutoscalerBehavior, HPAScalingRules> which) {
    return Optional.ofNullable(autoscaler.getSpec().getBehavior()).map(which);
  }

  private Optional<HPAScalingRules> up() {
    return rules(HorizontalPodAutoscalerBehavior::getScaleUp);
  }

  private Optional<HPAScalingRules> down() {
    return rules(HorizontalPodAutoscalerBehavior::getScaleDown);
  }

  /// Does not follow every wave: the reason is that of condition `AbleToScale`.
  Limited stabilized(int recommended) {
    var lowest = history.lowest(now, window(up(), Duration.ZERO), recommended);
    var highest = history.highest(now, window(down(), STABILIZATION), recommended);
    var stable = Math.min(Math.max(replicas, lowest), highest);
    if (stable == recommended) {
      return new Limited(stable, "ReadyForNewScale", "recommended size matches current size");
    }
    return stable > recommended
        ? new Limited(
            stable,
            "ScaleDownStabilized",
            "recent recommendations were higher than current one, applying the highest recent"
                + " recommendation")
        : new Limited(
            stable,
            "ScaleUpStabilized",
            "recent recommendations were lower than current one, applying the lowest recent"
                + " recommendation");
  }

  private static Duration window(Optional<HPAScalingRules> rules, Duration otherwise) {
    return rules
        .map(HPAScalingRules::getStabilizationWindowSeconds)
        .map(Duration::ofSeconds)
        .orElse(otherwise);
  }

  /// Keeps within the bounds, and to the pace: the reason is that of condition `ScalingLimited`.
  Limited limited(int wanted) {
    var ceiling = Math.max(replicas, upLimit());
    var floor = Math.min(replicas, downLimit());
    if (wanted > Math.min(most(), ceiling)) {
      return ceiling < most()
          ? new Limited(
              ceiling,
              "ScaleUpLimit",
              "the desired replica count is increasing faster than the maximum scale rate")
          : new Limited(
              most(),
              "TooManyReplicas",
              "the desired replica count is more than the maximum replica count");
    }
    if (wanted < Math.max(least(), floor)) {
      return floor > least()
          ? new Limited(
              floor,
              "ScaleDownLimit",
              "the desired replica count is decreasing faster than the maximum scale rate")
          : new Limited(
              least(),
              "TooFewReplicas",
              "the desired replica count is less than the minimum replica count");
    }
    return new Limited(
        wanted, "DesiredWithinRange", "the desired count is within the acceptable range");
  }

  /// Where nothing is said, it may double, or reach four.
  private int upLimit() {
    return up().map(rules -> limit(rules, 1)).orElse(Math.max(2 * replicas, 4));
  }

  private int downLimit() {
    return down().map(rules -> limit(rules, -1)).orElse(0);
  }

  /// @param sign of the direction
  private int limit(HPAScalingRules rules, int sign) {
    var select = Objects.requireNonNullElse(rules.getSelectPolicy(), "Max");
    var policies = Objects.requireNonNullElse(rules.getPolicies(), List.<HPAScalingPolicy>of());
    if (select.equals("Disabled")) {
      return replicas;
    }
    if (policies.isEmpty()) {
      return sign > 0 ? Math.max(2 * replicas, 4) : 0;
    }
    var limits = policies.stream().mapToInt(policy -> limit(policy, sign));
    var upwards = select.equals("Max") == (sign > 0);
    return (upwards ? limits.max() : limits.min()).orElseThrow();
  }

  private int limit(HPAScalingPolicy policy, int sign) {
    var start = history.before(now, Duration.ofSeconds(policy.getPeriodSeconds()), replicas);
    if (policy.getType().equals("Pods")) {
      return start + sign * policy.getValue();
    }
    var scaled = start * (1 + sign * policy.getValue() / 100.0);
    return (int) (sign > 0 ? Math.ceil(scaled) : scaled);
  }
}
