package dev.timonier.controllers.job;

import dev.timonier.controllers.runtime.Pods;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyOnExitCodesRequirement;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What the failure of a pod means, by the first rule of the Job's `podFailurePolicy` that fits
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy>).
sealed interface FailureVerdict {
  /// The failure counts towards the limit.
  record Counts() implements FailureVerdict {}

  /// The pod is replaced, and that is all.
  record Ignored() implements FailureVerdict {}

  /// The index will not be tried again.
  record FailsIndex() implements FailureVerdict {}

  /// The whole Job fails.
  record FailsJob(String message) implements FailureVerdict {}

  default boolean counts() {
    return !(this instanceof Ignored);
  }

  static FailureVerdict of(Job job, Pod pod) {
    var policy = job.getSpec().getPodFailurePolicy();
    if (policy != null) {
      for (var i = 0; i < policy.getRules().size(); i++) {
        var rule = policy.getRules().get(i);
        var what = match(rule, pod);
        if (what.isPresent()) {
          return verdict(rule.getAction(), what.get() + " matching %s rule at index %d", i);
        }
      }
    }
    return new Counts();
  }

  private static FailureVerdict verdict(String action, String message, int rule) {
    return switch (action) {
      case "Ignore" -> new Ignored();
      case "FailIndex" -> new FailsIndex();
      case "FailJob" -> new FailsJob(message.formatted(action, rule));
      default -> new Counts();
    };
  }

  /// What of the pod the rule speaks about.
  private static Optional<String> match(PodFailurePolicyRule rule, Pod pod) {
    var name = pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    if (rule.getOnExitCodes() != null) {
      return Stream.concat(Pods.containers(pod).stream(), Pods.initContainers(pod).stream())
          .filter(container -> matches(rule.getOnExitCodes(), container))
          .findFirst()
          .map(container -> failure(container, name));
    }
    return conditions(pod).stream()
        .filter(condition -> matches(rule, condition))
        .findFirst()
        .map(condition -> "Pod " + name + " has condition " + condition.getType());
  }

  private static String failure(ContainerStatus container, String pod) {
    return "Container %s for pod %s failed with exit code %d"
        .formatted(container.getName(), pod, container.getState().getTerminated().getExitCode());
  }

  private static boolean matches(
      PodFailurePolicyOnExitCodesRequirement requirement, ContainerStatus container) {
    var state = container.getState();
    if (state == null || state.getTerminated() == null) {
      return false;
    }
    var named = requirement.getContainerName();
    var code = state.getTerminated().getExitCode();
    return (named == null || named.equals(container.getName()))
        && code != 0
        && requirement.getOperator().equals("In") == requirement.getValues().contains(code);
  }

  private static boolean matches(PodFailurePolicyRule rule, PodCondition condition) {
    return rule.getOnPodConditions().stream()
        .anyMatch(
            pattern ->
                pattern.getType().equals(condition.getType())
                    && Objects.requireNonNullElse(pattern.getStatus(), "True")
                        .equals(condition.getStatus()));
  }

  private static List<PodCondition> conditions(Pod pod) {
    return pod.getStatus() == null
        ? List.of()
        : Objects.requireNonNullElse(pod.getStatus().getConditions(), List.of());
  }
}
