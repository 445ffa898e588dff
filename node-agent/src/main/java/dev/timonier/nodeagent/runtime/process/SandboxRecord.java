package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.runtime.SandboxConfig;
import java.time.Instant;
import java.util.List;

/// What is known about a sandbox from its creation on.
///
/// @param controlGroup path of the pod's group, below the runtime's root
record SandboxRecord(
    String id,
    SandboxConfig config,
    String controlGroup,
    List<String> addresses,
    Instant created) {}
