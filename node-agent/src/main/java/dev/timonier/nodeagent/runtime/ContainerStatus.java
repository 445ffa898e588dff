package dev.timonier.nodeagent.runtime;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/// What a container is like now.
///
/// @param logPath absolute
public record ContainerStatus(
    ContainerId id,
    SandboxId sandbox,
    String name,
    int attempt,
    String image,
    String imageId,
    Instant created,
    State state,
    Path logPath,
    Map<String, String> labels,
    Map<String, String> annotations) {

  /// The three states of a container.
  public sealed interface State {
    record Created() implements State {}

    record Running(Instant started, long pid) implements State {}

    /// @param exitCode 128 plus the signal's number when a signal ended it
    /// @param reason `Completed`, `Error` or `OOMKilled`; `StartError` and such when it never ran
    /// @param message what is known beyond the reason; may be empty
    record Exited(Instant started, Instant finished, int exitCode, String reason, String message)
        implements State {}

    /// The runtime lost sight of it.
    record Unknown() implements State {}
  }
}
