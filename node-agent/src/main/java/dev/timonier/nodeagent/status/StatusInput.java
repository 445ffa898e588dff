package dev.timonier.nodeagent.status;

import dev.timonier.nodeagent.plan.PodObservation;
import dev.timonier.nodeagent.plan.Verdicts;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that a pod's status is computed from.
///
/// @param previous the status before; also that of the API after a restart of the agent
/// @param waiting why containers could not be started, by container name
/// @param hostAddresses the node's addresses, the primary one first
/// @param ending why the node itself ends or refuses the pod
public record StatusInput(
    Pod pod,
    PodStatus previous,
    PodObservation observed,
    Verdicts verdicts,
    Map<String, Waiting> waiting,
    List<String> hostAddresses,
    Work work,
    Optional<Ending> ending,
    Instant now) {

  /// Why a container could not be started yet.
  public record Waiting(String reason, String message) {}

  /// Why a pod is over, whatever its containers say.
  public record Ending(String reason, String message) {}

  /// Whether the node still works on the pod.
  public enum Work {
    GOING_ON,
    /// No container of the pod runs or will run again.
    OVER
  }
}
