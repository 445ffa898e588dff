package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.runtime.ContainerConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// What is known about a container from its creation on.
///
/// @param layers of its image, the uppermost first
/// @param controlGroup path below the runtime's root
/// @param logPath absolute
/// @param stopSignal number of the signal that asks it to end
record ContainerRecord(
    String id,
    String sandbox,
    ContainerConfig config,
    List<String> layers,
    String controlGroup,
    Path logPath,
    int stopSignal,
    ProcessSpec process,
    Instant created) {}
