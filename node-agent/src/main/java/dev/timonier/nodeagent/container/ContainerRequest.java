package dev.timonier.nodeagent.container;

import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.Image;
import dev.timonier.nodeagent.spec.PodContainer;
import dev.timonier.nodeagent.spec.RuntimeLabels;
import dev.timonier.nodeagent.volume.MountedVolumes;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A container to be made.
///
/// @param attempt its restart count
/// @param image what its image reference means on this node
/// @param addresses the pod's, the primary one first
/// @param target the container that this one looks into
public record ContainerRequest(
    Pod pod,
    PodContainer container,
    int attempt,
    Image image,
    MountedVolumes volumes,
    List<String> addresses,
    Optional<ContainerId> target) {

  /// What the kubelet wants to know of the container later.
  public Map<String, String> annotations() {
    var annotations = RuntimeLabels.annotationsOfContainer(pod, container, attempt);
    image.digests().stream()
        .findFirst()
        .ifPresent(digest -> annotations.put(RuntimeLabels.IMAGE_REFERENCE, digest));
    return annotations;
  }
}
