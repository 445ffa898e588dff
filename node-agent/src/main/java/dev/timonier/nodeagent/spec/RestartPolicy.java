package dev.timonier.nodeagent.spec;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerRestartRule;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Objects;

/// Whether containers that ended start again
/// (<https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy>).
public enum RestartPolicy {
  ALWAYS,
  ON_FAILURE,
  NEVER;

  public static RestartPolicy of(Pod pod) {
    return parse(pod.getSpec().getRestartPolicy());
  }

  /// Init containers under a pod's policy Always restart on failure only.
  public static RestartPolicy of(Pod pod, PodContainer container) {
    if (container.is(ContainerRole.EPHEMERAL)) {
      return NEVER;
    }
    var own = container.spec().getRestartPolicy();
    var policy = own == null ? of(pod) : parse(own);
    return container.is(ContainerRole.INIT) && own == null && policy == ALWAYS
        ? ON_FAILURE
        : policy;
  }

  /// Whether a container that ended with this exit code starts again; its own rules go first.
  public static boolean restarts(Pod pod, PodContainer container, int exitCode) {
    return ruled(container.spec(), exitCode) || of(pod, container).restarts(exitCode);
  }

  public boolean restarts(int exitCode) {
    return switch (this) {
      case ALWAYS -> true;
      case ON_FAILURE -> exitCode != 0;
      case NEVER -> false;
    };
  }

  private static RestartPolicy parse(String name) {
    return switch (Objects.requireNonNullElse(name, "Always")) {
      case "Never" -> NEVER;
      case "OnFailure" -> ON_FAILURE;
      default -> ALWAYS;
    };
  }

  private static boolean ruled(Container container, int exitCode) {
    return container.getRestartPolicyRules().stream().anyMatch(rule -> matches(rule, exitCode));
  }

  private static boolean matches(ContainerRestartRule rule, int exitCode) {
    var codes = rule.getExitCodes();
    if (codes == null) {
      return false;
    }
    var listed = codes.getValues().contains(exitCode);
    return "NotIn".equals(codes.getOperator()) != listed;
  }
}
