package dev.timonier.controllers.runtime;

import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Volume;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What the status of a pod says.
public final class Pods {
  private Pods() {}

  /// Empty before the first status.
  public static String phase(Pod pod) {
    return pod.getStatus() == null
        ? ""
        : Objects.requireNonNullElse(pod.getStatus().getPhase(), "");
  }

  public static boolean succeeded(Pod pod) {
    return phase(pod).equals("Succeeded");
  }

  public static boolean failed(Pod pod) {
    return phase(pod).equals("Failed");
  }

  /// The pod will never run again.
  public static boolean finished(Pod pod) {
    return succeeded(pod) || failed(pod);
  }

  /// The pod counts for its owner: it is neither finished nor being deleted.
  public static boolean active(Pod pod) {
    return !finished(pod) && !Owners.terminates(pod);
  }

  /// The pod is being deleted but may still run.
  public static boolean terminating(Pod pod) {
    return !finished(pod) && Owners.terminates(pod);
  }

  public static Optional<PodCondition> condition(Pod pod, String type) {
    return pod.getStatus() == null || pod.getStatus().getConditions() == null
        ? Optional.empty()
        : pod.getStatus().getConditions().stream()
            .filter(c -> c.getType().equals(type))
            .findFirst();
  }

  public static boolean ready(Pod pod) {
    return readyCondition(pod).isPresent();
  }

  /// Since when the pod is ready; empty while it is not.
  public static Optional<Instant> readySince(Pod pod) {
    return readyCondition(pod).map(PodCondition::getLastTransitionTime).map(Instant::parse);
  }

  private static Optional<PodCondition> readyCondition(Pod pod) {
    return condition(pod, "Ready").filter(c -> c.getStatus().equals("True"));
  }

  /// The pod has been ready for long enough.
  public static boolean available(Pod pod, Duration minReady, Instant now) {
    return ready(pod) && (minReady.isZero() || untilAvailable(pod, minReady, now).isEmpty());
  }

  /// How long a ready pod has to stay ready until it counts as available; empty when it does.
  public static Optional<Duration> untilAvailable(Pod pod, Duration minReady, Instant now) {
    return readySince(pod)
        .map(since -> Duration.between(now, since.plus(minReady)))
        .filter(left -> left.isPositive());
  }

  public static Optional<String> node(Pod pod) {
    return Optional.ofNullable(pod.getSpec().getNodeName()).filter(name -> !name.isEmpty());
  }

  public static List<ContainerStatus> containers(Pod pod) {
    return pod.getStatus() == null
        ? List.of()
        : Objects.requireNonNullElse(pod.getStatus().getContainerStatuses(), List.of());
  }

  public static List<ContainerStatus> initContainers(Pod pod) {
    return pod.getStatus() == null
        ? List.of()
        : Objects.requireNonNullElse(pod.getStatus().getInitContainerStatuses(), List.of());
  }

  /// The claims of volumes that a pod uses, also those that are made for it.
  public static List<NamespacedName> claims(Pod pod) {
    var names = new ArrayList<NamespacedName>();
    var namespace = pod.getMetadata().getNamespace();
    for (var volume : Objects.requireNonNullElse(pod.getSpec().getVolumes(), List.<Volume>of())) {
      if (volume.getPersistentVolumeClaim() != null) {
        names.add(new NamespacedName(namespace, volume.getPersistentVolumeClaim().getClaimName()));
      } else if (volume.getEphemeral() != null) {
        names.add(
            new NamespacedName(namespace, pod.getMetadata().getName() + "-" + volume.getName()));
      }
    }
    return names;
  }
}
