package dev.timonier.nodeagent.pod;

import dev.timonier.nodeagent.runtime.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;

/// What pods have on the node's disk besides their volumes.
public interface PodDirectories {
  /// For runtimes without a disk.
  PodDirectories NONE =
      new PodDirectories() {
        @Override
        public void create(Pod pod) {}

        @Override
        public void removeLog(ContainerStatus container) {}

        @Override
        public void remove(Pod pod) {}
      };

  /// Makes the directories that a pod's containers and logs go to.
  void create(Pod pod);

  /// Removes the log of a container that was removed.
  void removeLog(ContainerStatus container);

  /// Removes everything of a pod, its logs too.
  void remove(Pod pod);
}
