package dev.timonier.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A pod, and what scheduling needs to know of it, computed once. Immutable; the pod must not be
/// changed.
public final class PodInfo {
  private final Pod pod;
  private final String nodeName;
  private final Resources requested;
  private final Resources nonZeroRequested;
  private final List<HostPort> hostPorts;
  private final PodAffinities affinities;

  private PodInfo(
      Pod pod,
      String nodeName,
      Resources requested,
      Resources nonZeroRequested,
      List<HostPort> hostPorts,
      PodAffinities affinities) {
    this.pod = pod;
    this.nodeName = nodeName;
    this.requested = requested;
    this.nonZeroRequested = nonZeroRequested;
    this.hostPorts = hostPorts;
    this.affinities = affinities;
  }

  public static PodInfo of(Pod pod) {
    var requests = new PodRequests(pod);
    var requested = requests.requested();
    return new PodInfo(
        pod,
        text(pod.getSpec().getNodeName()),
        requested,
        requests.nonZero(requested),
        HostPort.of(pod.getSpec()),
        PodAffinities.of(pod));
  }

  /// The same pod as if it were assigned to a node; the API's object stays as it is.
  public PodInfo on(String node) {
    return new PodInfo(pod, node, requested, nonZeroRequested, hostPorts, affinities);
  }

  public Pod pod() {
    return pod;
  }

  public PodSpec spec() {
    return pod.getSpec();
  }

  public String uid() {
    return pod.getMetadata().getUid();
  }

  public String namespace() {
    return pod.getMetadata().getNamespace();
  }

  public String name() {
    return pod.getMetadata().getName();
  }

  /// `namespace/name`, as in messages.
  public String key() {
    return namespace() + "/" + name();
  }

  public Map<String, String> labels() {
    var labels = pod.getMetadata().getLabels();
    return labels == null ? Map.of() : labels;
  }

  /// The node that the pod was assigned to; empty while it waits.
  public String nodeName() {
    return nodeName;
  }

  public boolean isAssigned() {
    return !nodeName.isEmpty();
  }

  /// Whether somebody asked to delete the pod.
  public boolean isTerminating() {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  /// The node that the pod can be expected to fit on soon.
  public Optional<String> nominatedNodeName() {
    var status = Optional.ofNullable(pod.getStatus());
    return status.map(PodStatus::getNominatedNodeName).filter(name -> !name.isEmpty());
  }

  public int priority() {
    return Objects.requireNonNullElse(spec().getPriority(), 0);
  }

  public String schedulerName() {
    return text(spec().getSchedulerName());
  }

  /// What the pod asks for.
  public Resources requested() {
    return requested;
  }

  /// What the pod counts for when nodes are scored: at least a little CPU and memory.
  public Resources nonZeroRequested() {
    return nonZeroRequested;
  }

  public List<HostPort> hostPorts() {
    return hostPorts;
  }

  /// What the pod says about other pods near to it.
  public PodAffinities affinities() {
    return affinities;
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  @Override
  public String toString() {
    return key();
  }
}
