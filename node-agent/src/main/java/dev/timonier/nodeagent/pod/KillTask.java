package dev.timonier.nodeagent.pod;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/// A container that is being stopped.
///
/// @param deadline when it is killed at the latest
/// @param turn done when the container may be told to stop: sidecars wait for the others
record KillTask(Instant deadline, CompletableFuture<Void> turn) {}
