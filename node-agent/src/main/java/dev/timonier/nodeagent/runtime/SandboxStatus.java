package dev.timonier.nodeagent.runtime;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What a sandbox is like now.
///
/// @param addresses the pod's IP addresses, the primary one first; empty on the machine's network
public record SandboxStatus(
    SandboxId id,
    SandboxConfig.PodIdentity pod,
    int attempt,
    State state,
    Instant created,
    List<String> addresses,
    Map<String, String> labels,
    Map<String, String> annotations) {

  /// Whether containers can run in it.
  public enum State {
    READY,
    NOT_READY
  }
}
