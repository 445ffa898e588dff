package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.runtime.ContainerConfig.StdinMode;
import dev.timonier.nodeagent.runtime.LinuxSecurity.Privilege;
import dev.timonier.nodeagent.runtime.LinuxSecurity.RootFileSystem;
import dev.timonier.nodeagent.runtime.process.cgroup.ControlGroups;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// Everything that a container's start needs to know, found out beforehand.
///
/// @param directory of the container
/// @param exitFile where its end is to be recorded
/// @param layerDirectory where the image's layers are
/// @param layers their names, the uppermost first
/// @param joinFiles to which the process writes to get into its control groups
/// @param namespaces to enter; files and kinds
/// @param processNamespace of the pod or of another container, of its own, or none at all
/// @param devices of the machine
record StartPlan(
    Path directory,
    Path exitFile,
    Path layerDirectory,
    List<String> layers,
    List<Path> joinFiles,
    List<ControlGroups.View> controlGroups,
    OptionalLong oomScoreAdjust,
    List<Namespace> namespaces,
    ProcessNamespace processNamespace,
    List<MountPlan> mounts,
    List<DevicePlan> devices,
    Privilege privilege,
    RootFileSystem root,
    List<String> maskedPaths,
    List<String> readOnlyPaths,
    StdinMode stdin,
    ProcessSpec process) {

  record Namespace(String file, long kind) {}

  /// A device node.
  ///
  /// @param mode with its type
  record DevicePlan(String target, int mode, long device) {}

  /// Which processes the container's processes see.
  sealed interface ProcessNamespace {
    record OfTheMachine() implements ProcessNamespace {}

    /// Of the pod, or of another container in it.
    record OfThePod(String file) implements ProcessNamespace {}

    record OfItsOwn() implements ProcessNamespace {}
  }
}
