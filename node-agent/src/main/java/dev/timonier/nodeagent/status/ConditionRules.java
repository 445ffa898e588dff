package dev.timonier.nodeagent.status;

import dev.timonier.nodeagent.plan.SandboxRule;
import dev.timonier.nodeagent.spec.ContainerRole;
import dev.timonier.nodeagent.spec.PodContainer;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The conditions of a pod that the kubelet owns
/// (<https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-conditions>).
final class ConditionRules {
  static final String READY_TO_START = "PodReadyToStartContainers";
  static final String INITIALIZED = "Initialized";
  static final String READY = "Ready";
  static final String CONTAINERS_READY = "ContainersReady";
  static final String SCHEDULED = "PodScheduled";

  private static final List<String> OWNED =
      List.of(READY_TO_START, INITIALIZED, READY, CONTAINERS_READY, SCHEDULED);

  /// What a condition says.
  private record Finding(String status, String reason, String message) {
    static final Finding TRUE = new Finding("True", "", "");

    static Finding no(String reason, String message) {
      return new Finding("False", reason, message);
    }
  }

  private final StatusInput input;
  private final Pod pod;
  private final Map<String, ContainerStatus> statuses;
  private final String phase;

  /// @param statuses of all containers, by name
  ConditionRules(StatusInput input, Map<String, ContainerStatus> statuses, String phase) {
    this.input = input;
    this.pod = input.pod();
    this.statuses = statuses;
    this.phase = phase;
  }

  /// Whether a condition is the kubelet's to write.
  static boolean isOwned(String type) {
    return OWNED.contains(type);
  }

  /// The conditions of others, as the API has them, and then the kubelet's.
  List<PodCondition> conditions() {
    var conditions = new ArrayList<>(ofOthers());
    conditions.add(condition(READY_TO_START, readyToStart()));
    conditions.add(condition(INITIALIZED, initialized()));
    conditions.add(condition(READY, ready()));
    conditions.add(condition(CONTAINERS_READY, containersReady()));
    conditions.add(condition(SCHEDULED, Finding.TRUE));
    return conditions;
  }

  private List<PodCondition> ofOthers() {
    return pod.getStatus() == null
        ? List.of()
        : pod.getStatus().getConditions().stream()
            .filter(condition -> !isOwned(condition.getType()))
            .toList();
  }

  private Finding readyToStart() {
    return SandboxRule.usable(pod, input.observed()).isPresent()
        ? Finding.TRUE
        : Finding.no("", "");
  }

  private Finding initialized() {
    var initial = PodContainer.initial(pod);
    var incomplete = names(initial, container -> !isInitialized(container));
    if (phase.equals("Succeeded")) {
      return new Finding("True", "PodCompleted", "");
    }
    if (PodContainer.regular(pod).stream().anyMatch(this::hasStarted) || incomplete.isEmpty()) {
      return Finding.TRUE;
    }
    return Finding.no(
        "ContainersNotInitialized", "containers with incomplete status: " + incomplete);
  }

  private Finding containersReady() {
    if (phase.equals("Succeeded")) {
      return Finding.no("PodCompleted", "");
    }
    if (phase.equals("Failed")) {
      return Finding.no("PodFailed", "");
    }
    var lasting =
        Stream.concat(
                PodContainer.initial(pod).stream().filter(c -> c.is(ContainerRole.SIDECAR)),
                PodContainer.regular(pod).stream())
            .toList();
    var unready = names(lasting, container -> !status(container).getReady());
    return unready.isEmpty()
        ? Finding.TRUE
        : Finding.no("ContainersNotReady", "containers with unready status: " + unready);
  }

  private Finding ready() {
    var containers = containersReady();
    if (!containers.equals(Finding.TRUE)) {
      return containers;
    }
    var closed =
        pod.getSpec().getReadinessGates().stream()
            .map(gate -> closedGate(gate.getConditionType()))
            .flatMap(Optional::stream)
            .toList();
    return closed.isEmpty()
        ? Finding.TRUE
        : Finding.no("ReadinessGatesNotReady", String.join(", ", closed));
  }

  private Optional<String> closedGate(String type) {
    var condition = ofOthers().stream().filter(c -> c.getType().equals(type)).findFirst();
    if (condition.isEmpty()) {
      return Optional.of(
          "corresponding condition of pod readiness gate \"" + type + "\" does not exist.");
    }
    return condition
        .map(PodCondition::getStatus)
        .filter(status -> !status.equals("True"))
        .map(
            status ->
                "the status of pod readiness gate \"" + type + "\" is not \"True\", but " + status);
  }

  private boolean isInitialized(PodContainer container) {
    var status = status(container);
    return container.is(ContainerRole.SIDECAR) ? status.getStarted() : status.getReady();
  }

  private boolean hasStarted(PodContainer container) {
    var state = status(container).getState();
    var last = status(container).getLastState();
    return state.getRunning() != null
        || state.getTerminated() != null
        || (last != null && last.getTerminated() != null);
  }

  private ContainerStatus status(PodContainer container) {
    var status = statuses.get(container.name());
    if (status == null) {
      throw new IllegalStateException("no status of container " + container.name());
    }
    return status;
  }

  /// As Go prints a list: `[a b]`.
  private static String names(List<PodContainer> containers, Predicate<PodContainer> which) {
    var names = containers.stream().filter(which).map(PodContainer::name).toList();
    return names.isEmpty() ? "" : "[" + String.join(" ", names) + "]";
  }

  private PodCondition condition(String type, Finding finding) {
    var before =
        input.previous().getConditions().stream()
            .filter(condition -> condition.getType().equals(type))
            .filter(condition -> finding.status().equals(condition.getStatus()))
            .findFirst();
    return new PodConditionBuilder()
        .withType(type)
        .withStatus(finding.status())
        .withReason(finding.reason().isEmpty() ? null : finding.reason())
        .withMessage(finding.message().isEmpty() ? null : finding.message())
        .withObservedGeneration(pod.getMetadata().getGeneration())
        .withLastTransitionTime(
            before
                .map(PodCondition::getLastTransitionTime)
                .orElseGet(() -> ContainerStates.time(input.now())))
        .build();
  }
}
