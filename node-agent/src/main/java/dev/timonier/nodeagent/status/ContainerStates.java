package dev.timonier.nodeagent.status;

import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.ContainerStatus.State;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Says in the API's words what state a container is in.
final class ContainerStates {
  static final String UNKNOWN_REASON = "ContainerStatusUnknown";
  static final int UNKNOWN_EXIT_CODE = 137;

  private final String runtimeName;
  private final TerminationMessages messages;

  /// @param runtimeName goes before `://` in container ids
  ContainerStates(String runtimeName, TerminationMessages messages) {
    this.runtimeName = runtimeName;
    this.messages = messages;
  }

  String id(ContainerStatus status) {
    return runtimeName + "://" + status.id().value();
  }

  /// A container that was created and did not start counts as ended.
  ContainerState state(ContainerStatus status) {
    return switch (status.state()) {
      case State.Running running -> running(running.started());
      case State.Exited exited -> terminated(status, exited);
      case State.Created _ -> neverStarted(status);
      case State.Unknown _ -> unknown(status);
    };
  }

  static ContainerState waiting(String reason, String message) {
    return new ContainerStateBuilder()
        .withNewWaiting()
        .withReason(reason)
        .withMessage(message.isEmpty() ? null : message)
        .endWaiting()
        .build();
  }

  /// Of a container that the API says is running, but that the runtime has never heard of.
  static ContainerState lost() {
    return new ContainerStateBuilder()
        .withNewTerminated()
        .withReason(UNKNOWN_REASON)
        .withMessage(
            "The container could not be located when the pod was deleted. "
                + " The container used to be Running")
        .withExitCode(UNKNOWN_EXIT_CODE)
        .endTerminated()
        .build();
  }

  /// The API's times have whole seconds.
  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static ContainerState running(Instant started) {
    return new ContainerStateBuilder()
        .withNewRunning()
        .withStartedAt(time(started))
        .endRunning()
        .build();
  }

  private ContainerState terminated(ContainerStatus status, State.Exited exited) {
    var message = exited.message() + messages.of(status);
    return new ContainerStateBuilder()
        .withNewTerminated()
        .withExitCode(exited.exitCode())
        .withReason(exited.reason())
        .withMessage(message.isEmpty() ? null : message)
        .withStartedAt(time(exited.started()))
        .withFinishedAt(time(exited.finished()))
        .withContainerID(id(status))
        .endTerminated()
        .build();
  }

  private ContainerState neverStarted(ContainerStatus status) {
    return new ContainerStateBuilder()
        .withNewTerminated()
        .withExitCode(0)
        .withContainerID(id(status))
        .endTerminated()
        .build();
  }

  private ContainerState unknown(ContainerStatus status) {
    return new ContainerStateBuilder()
        .withNewTerminated()
        .withExitCode(UNKNOWN_EXIT_CODE)
        .withReason(UNKNOWN_REASON)
        .withMessage("The container could not be located when the pod was terminated")
        .withContainerID(id(status))
        .endTerminated()
        .build();
  }
}
