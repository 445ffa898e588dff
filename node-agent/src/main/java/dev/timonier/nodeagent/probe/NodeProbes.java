package dev.timonier.nodeagent.probe;

import dev.timonier.machinery.time.Time;
import dev.timonier.nodeagent.action.Commands;
import dev.timonier.nodeagent.action.HttpCalls;
import dev.timonier.nodeagent.event.PodEvents;
import dev.timonier.nodeagent.plan.PodObservation;
import dev.timonier.nodeagent.plan.Verdict;
import dev.timonier.nodeagent.pod.Nodes;
import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.ContainerStatus.State;
import dev.timonier.nodeagent.spec.PodContainer;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Probes real containers.
public final class NodeProbes implements Probes {
  private final Surroundings around;
  private final ProbeRunner runner;
  private final Map<String, Map<ContainerId, ContainerProbes>> byPod = new ConcurrentHashMap<>();
  private final Map<ContainerId, ContainerProbes> all = new ConcurrentHashMap<>();

  /// @param executor runs a task for each try
  /// @param changed is told the uid of a pod when a verdict has changed
  public record Surroundings(
      Time time, Executor executor, Nodes nodes, PodEvents events, Consumer<String> changed) {}

  public NodeProbes(Commands commands, HttpCalls calls, Surroundings around) {
    this.around = around;
    this.runner = new ProbeRunner(commands, calls, around.time());
  }

  @Override
  public void update(Pod pod, PodObservation observed) {
    var uid = pod.getMetadata().getUid();
    var running =
        observed.running().stream()
            .collect(Collectors.toMap(ContainerStatus::id, container -> container));
    var known = byPod.computeIfAbsent(uid, _ -> new ConcurrentHashMap<>());
    known.keySet().stream().filter(id -> !running.containsKey(id)).forEach(id -> end(known, id));
    running.values().stream()
        .filter(container -> !known.containsKey(container.id()))
        .forEach(container -> begin(known, pod, observed, container));
  }

  private void begin(
      Map<ContainerId, ContainerProbes> known,
      Pod pod,
      PodObservation observed,
      ContainerStatus container) {
    PodContainer.find(pod, container.name())
        .filter(NodeProbes::hasProbes)
        .flatMap(spec -> probed(pod, spec, observed, container))
        .map(this::probes)
        .ifPresent(
            probes -> {
              known.put(container.id(), probes);
              all.put(container.id(), probes);
              probes.start();
            });
  }

  private static boolean hasProbes(PodContainer container) {
    for (var kind : ProbeKind.values()) {
      if (kind.of(container).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private Optional<Probed> probed(
      Pod pod, PodContainer spec, PodObservation observed, ContainerStatus container) {
    var address =
        observed
            .newestSandbox()
            .flatMap(sandbox -> sandbox.addresses().stream().findFirst())
            .orElseGet(() -> nodeAddress(pod));
    return container.state() instanceof State.Running running
        ? Optional.of(new Probed(pod, spec, container.id(), address, running.started()))
        : Optional.empty();
  }

  private String nodeAddress(Pod pod) {
    return around.nodes().addresses(pod.getSpec().getNodeName()).stream().findFirst().orElse("");
  }

  private ContainerProbes probes(Probed probed) {
    var uid = probed.pod().getMetadata().getUid();
    return new ContainerProbes(
        probed,
        new ProbeWorker.Surroundings(
            around.time(),
            around.executor(),
            runner,
            around.events(),
            () -> around.changed().accept(uid)));
  }

  private void end(Map<ContainerId, ContainerProbes> known, ContainerId id) {
    Optional.ofNullable(known.remove(id)).ifPresent(ContainerProbes::stop);
    all.remove(id);
  }

  @Override
  public void terminating(String uid) {
    byPod.getOrDefault(uid, Map.of()).values().forEach(ContainerProbes::stopRestarting);
  }

  @Override
  public void forget(String uid) {
    var gone = byPod.remove(uid);
    if (gone != null) {
      gone.keySet().forEach(id -> end(gone, id));
    }
  }

  @Override
  public Optional<Verdict> startup(ContainerId container) {
    return verdict(container, ProbeKind.STARTUP);
  }

  @Override
  public Optional<Verdict> liveness(ContainerId container) {
    return verdict(container, ProbeKind.LIVENESS);
  }

  @Override
  public Optional<Verdict> readiness(ContainerId container) {
    return verdict(container, ProbeKind.READINESS);
  }

  private Optional<Verdict> verdict(ContainerId container, ProbeKind kind) {
    return Optional.ofNullable(all.get(container)).flatMap(probes -> probes.verdict(kind));
  }
}
