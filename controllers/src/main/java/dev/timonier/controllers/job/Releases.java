package dev.timonier.controllers.job;

import dev.timonier.controllers.runtime.PatchClient;
import dev.timonier.controllers.runtime.SlowStart;
import dev.timonier.machinery.informer.Handler;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Removes the finalizers of pods that were counted, and remembers of which until that was seen: a
/// pod must not be counted again because its copy is old.
final class Releases implements Handler<Pod> {
  private final KubernetesClient client;
  private final Set<String> unseen = ConcurrentHashMap.newKeySet();

  Releases(KubernetesClient client) {
    this.client = client;
  }

  /// The uids of pods that have no finalizer any more, though their copies may show it.
  Set<String> unseen() {
    return Set.copyOf(unseen);
  }

  /// What came of a release.
  ///
  /// @param uids of the pods that have no finalizer any more
  /// @param failure the first refusal
  record Released(Set<String> uids, Optional<KubernetesClientException> failure) {}

  Released release(Collection<Pod> pods) throws InterruptedException {
    var released = ConcurrentHashMap.<String>newKeySet();
    var result =
        SlowStart.sideBySide(
            pods,
            pod -> {
              release(pod);
              released.add(pod.getMetadata().getUid());
            });
    return new Released(released, result.failure());
  }

  private void release(Pod pod) {
    var uid = pod.getMetadata().getUid();
    unseen.add(uid);
    try {
      if (!remove(pod)) {
        unseen.remove(uid);
      }
    } catch (KubernetesClientException e) {
      unseen.remove(uid);
      throw e;
    }
  }

  /// Removes the finalizer, without remembering; says whether there was such a pod.
  boolean remove(Pod pod) {
    var index = finalizers(pod).indexOf(Jobs.FINALIZER);
    if (index < 0) {
      return false;
    }
    var path = "/metadata/finalizers/" + index;
    var patch =
        """
        [{"op":"test","path":"%s","value":"%s"},{"op":"remove","path":"%s"}]"""
            .formatted(path, Jobs.FINALIZER, path);
    return new PatchClient(client).json(pod, patch).isPresent();
  }

  /// The pod holds the finalizer, as far as anybody can know.
  boolean stillHolds(Pod pod) {
    return holds(pod) && !unseen.contains(pod.getMetadata().getUid());
  }

  static boolean holds(Pod pod) {
    return finalizers(pod).contains(Jobs.FINALIZER);
  }

  private static List<String> finalizers(Pod pod) {
    return Objects.requireNonNullElse(pod.getMetadata().getFinalizers(), List.of());
  }

  @Override
  public void added(Pod now) {
    updated(now, now);
  }

  @Override
  public void updated(Pod before, Pod now) {
    if (!holds(now)) {
      unseen.remove(now.getMetadata().getUid());
    }
  }

  @Override
  public void deleted(Pod last) {
    unseen.remove(last.getMetadata().getUid());
  }
}
