package dev.timonier.nodeagent.volume;

import io.fabric8.kubernetes.api.model.Pod;

/// The volumes of the pods of a node.
public interface PodVolumes {
  /// For containers that have no file system.
  PodVolumes NONE =
      new PodVolumes() {
        @Override
        public MountedVolumes mount(Pod pod) {
          return MountedVolumes.NONE;
        }

        @Override
        public void unmount(String uid) {}
      };

  /// Brings all volumes of a pod onto the disk, with their present contents. May be repeated: what
  /// is there is brought up to date.
  ///
  /// @throws VolumeFailure when one of them cannot be had now
  MountedVolumes mount(Pod pod);

  /// Removes all volumes of a pod.
  void unmount(String uid);
}
