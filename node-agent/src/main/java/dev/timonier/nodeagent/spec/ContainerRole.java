package dev.timonier.nodeagent.spec;

/// What a container is to its pod.
public enum ContainerRole {
  /// Runs to its end before the next one starts.
  INIT,
  /// An init container with restart policy Always: runs beside the pod's regular containers.
  SIDECAR,
  REGULAR,
  /// Added for debugging; never restarted.
  EPHEMERAL;

  /// How events name the list of the pod's specification that the container stands in.
  public String field() {
    return switch (this) {
      case INIT, SIDECAR -> "spec.initContainers";
      case REGULAR -> "spec.containers";
      case EPHEMERAL -> "spec.ephemeralContainers";
    };
  }
}
