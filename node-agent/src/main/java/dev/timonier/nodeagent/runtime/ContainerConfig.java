package dev.timonier.nodeagent.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One container to make.
///
/// @param attempt counts the containers that this name had in the pod, from 0
/// @param image the reference that the pod gives
/// @param imageId what was found or pulled for it
/// @param command replaces the image's entrypoint unless empty
/// @param args replaces the image's command unless empty; the image's own is dropped when `command`
///   is given
/// @param workingDirectory replaces the image's unless empty
/// @param environment on top of the image's, in order
/// @param logPath relative to the sandbox's log directory
/// @param stdin whether standard input stays open
/// @param terminal whether the container has a terminal
/// @param target the container whose processes this one sees, whatever the pod says of them
public record ContainerConfig(
    String name,
    int attempt,
    String image,
    String imageId,
    List<String> command,
    List<String> args,
    String workingDirectory,
    List<Variable> environment,
    List<Mount> mounts,
    List<Device> devices,
    Map<String, String> labels,
    Map<String, String> annotations,
    Path logPath,
    StdinMode stdin,
    TerminalMode terminal,
    LinuxResources resources,
    LinuxSecurity security,
    Optional<String> stopSignal,
    Optional<ContainerId> target) {

  /// An environment variable.
  public record Variable(String name, String value) {}

  /// A directory or file of the machine that the container sees.
  public record Mount(Path source, String target, Access access, Propagation propagation) {}

  public enum Access {
    READ_WRITE,
    READ_ONLY
  }

  public enum Propagation {
    PRIVATE,
    HOST_TO_CONTAINER,
    BIDIRECTIONAL
  }

  /// A device of the machine that the container may use.
  public record Device(Path source, String target, String permissions) {}

  public enum StdinMode {
    CLOSED,
    /// Closed when the first attached client goes.
    ONCE,
    OPEN
  }
}
