package dev.timonier.nodeagent.runtime;

import java.time.Instant;

/// What a container uses.
///
/// @param cpuNanos CPU time since it started
/// @param memoryBytes with page cache
/// @param workingSetBytes what cannot be reclaimed
public record ContainerUsage(
    Instant at, long cpuNanos, long memoryBytes, long workingSetBytes, long writableLayerBytes) {}
