package dev.timonier.nodeagent.server;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/// The pods of a node, as its kubelet knows them: with the status that it has found last, whether
/// or not the API server knows it by now.
public interface PodSource {
  Optional<Pod> pod(String namespace, String name);

  List<Pod> pods();
}
