package dev.timonier.nodeagent.status;

import dev.timonier.nodeagent.plan.PodObservation;
import dev.timonier.nodeagent.runtime.SandboxStatus;
import dev.timonier.nodeagent.spec.PodContainer;
import dev.timonier.nodeagent.spec.Qos;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HostIP;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Computes a pod's status, a pure function of its [StatusInput] but for the termination messages,
/// which it reads from files that no longer change.
public final class PodStatusGenerator {
  private static final Set<String> TERMINAL = Set.of("Succeeded", "Failed");

  private final ContainerStates states;

  /// @param runtimeName goes before `://` in container ids
  public PodStatusGenerator(String runtimeName, TerminationMessages messages) {
    this.states = new ContainerStates(runtimeName, messages);
  }

  public static boolean isTerminal(PodStatus status) {
    return status.getPhase() != null && TERMINAL.contains(status.getPhase());
  }

  public PodStatus generate(StatusInput input) {
    var pod = input.pod();
    var before = byName(input.previous());
    var rule = new ContainerStatusRule(input, states);
    var statuses =
        PodContainer.all(pod).stream()
            .map(container -> rule.status(container, before.get(container.name())))
            .collect(Collectors.toMap(ContainerStatus::getName, Function.identity()));
    var phase = phase(input, statuses);
    return new PodStatusBuilder()
        .withPhase(phase)
        .withReason(reason(input, phase).orElse(null))
        .withMessage(message(input, phase).orElse(null))
        .withObservedGeneration(pod.getMetadata().getGeneration())
        .withConditions(new ConditionRules(input, statuses, phase).conditions())
        .withStartTime(startTime(input))
        .withQosClass(Qos.of(pod).label())
        .withInitContainerStatuses(pick(PodContainer.initial(pod), statuses))
        .withContainerStatuses(sorted(pick(PodContainer.regular(pod), statuses)))
        .withEphemeralContainerStatuses(sorted(pick(PodContainer.ephemeral(pod), statuses)))
        .withHostIP(input.hostAddresses().stream().findFirst().orElse(null))
        .withHostIPs(input.hostAddresses().stream().map(HostIP::new).toList())
        .withPodIP(podAddresses(input).stream().findFirst().orElse(null))
        .withPodIPs(podAddresses(input).stream().map(PodIP::new).toList())
        .withNominatedNodeName(input.previous().getNominatedNodeName())
        .withResourceClaimStatuses(input.previous().getResourceClaimStatuses())
        .build();
  }

  /// A pod that is over stays so.
  private static String phase(StatusInput input, Map<String, ContainerStatus> statuses) {
    if (isTerminal(input.previous())) {
      return input.previous().getPhase();
    }
    return input.ending().isPresent()
        ? "Failed"
        : PhaseRule.phase(input.pod(), statuses, input.work());
  }

  private static Optional<String> reason(StatusInput input, String phase) {
    return input
        .ending()
        .map(StatusInput.Ending::reason)
        .or(() -> unchanged(input, phase).map(PodStatus::getReason));
  }

  private static Optional<String> message(StatusInput input, String phase) {
    return input
        .ending()
        .map(StatusInput.Ending::message)
        .or(() -> unchanged(input, phase).map(PodStatus::getMessage));
  }

  private static Optional<PodStatus> unchanged(StatusInput input, String phase) {
    return Optional.of(input.previous()).filter(status -> phase.equals(status.getPhase()));
  }

  private static String startTime(StatusInput input) {
    return Optional.ofNullable(input.previous().getStartTime())
        .orElseGet(() -> ContainerStates.time(input.now()));
  }

  /// A pod on the machine's network has the machine's addresses; one that has ended keeps its own.
  private static List<String> podAddresses(StatusInput input) {
    if (Boolean.TRUE.equals(input.pod().getSpec().getHostNetwork())) {
      return input.hostAddresses();
    }
    var now = current(input.observed());
    var before = input.previous().getPodIPs().stream().map(PodIP::getIp).toList();
    return now.isEmpty() && input.work() == StatusInput.Work.OVER ? before : now;
  }

  private static List<String> current(PodObservation observed) {
    return observed.newestSandbox().map(SandboxStatus::addresses).orElse(List.of());
  }

  private static List<ContainerStatus> pick(
      List<PodContainer> containers, Map<String, ContainerStatus> statuses) {
    return containers.stream()
        .map(container -> statuses.get(container.name()))
        .filter(Objects::nonNull)
        .toList();
  }

  private static List<ContainerStatus> sorted(List<ContainerStatus> statuses) {
    return statuses.stream().sorted(Comparator.comparing(ContainerStatus::getName)).toList();
  }

  private static Map<String, ContainerStatus> byName(PodStatus status) {
    var all = new HashMap<String, ContainerStatus>();
    Stream.of(
            status.getInitContainerStatuses(),
            status.getContainerStatuses(),
            status.getEphemeralContainerStatuses())
        .flatMap(List::stream)
        .forEach(container -> all.put(container.getName(), container));
    return all;
  }
}
