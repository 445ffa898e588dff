package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.runtime.ContainerConfig.Access;
import dev.timonier.nodeagent.runtime.ContainerConfig.Propagation;

/// A file or directory of the machine that a container sees.
///
/// @param target absolute and normal
record MountPlan(String source, String target, Kind kind, Access access, Propagation propagation) {
  enum Kind {
    DIRECTORY,
    FILE
  }

  boolean isBelow(String directory) {
    return target.equals(directory) || target.startsWith(directory + "/");
  }
}
