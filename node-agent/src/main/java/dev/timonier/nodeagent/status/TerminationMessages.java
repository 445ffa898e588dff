package dev.timonier.nodeagent.status;

import dev.timonier.nodeagent.runtime.ContainerStatus;

/// What ended containers left as their last words
/// (<https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/>).
@FunctionalInterface
public interface TerminationMessages {
  /// No container leaves any.
  TerminationMessages NONE = _ -> "";

  /// The message of a container that has exited; may be empty.
  String of(ContainerStatus exited);
}
