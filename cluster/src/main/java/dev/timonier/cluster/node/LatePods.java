package dev.timonier.cluster.node;

import dev.timonier.nodeagent.pod.PodContainers;
import dev.timonier.nodeagent.server.PodSource;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The pods of an agent that is started after those who ask for them: until then, there are none.
final class LatePods implements PodSource {
  private final AtomicReference<Optional<PodContainers>> pods =
      new AtomicReference<>(Optional.empty());

  void set(PodContainers known) {
    pods.set(Optional.of(known));
  }

  @Override
  public Optional<Pod> pod(String namespace, String name) {
    return pods.get().flatMap(known -> known.pod(namespace, name));
  }

  @Override
  public List<Pod> pods() {
    return pods.get().map(PodContainers::pods).orElse(List.of());
  }
}
