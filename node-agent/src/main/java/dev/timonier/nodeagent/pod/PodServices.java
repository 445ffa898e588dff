package dev.timonier.nodeagent.pod;

import dev.timonier.machinery.time.Time;
import dev.timonier.nodeagent.container.ContainerConfigs;
import dev.timonier.nodeagent.event.PodEvents;
import dev.timonier.nodeagent.hook.Hooks;
import dev.timonier.nodeagent.probe.Probes;
import dev.timonier.nodeagent.pull.ImagePulls;
import dev.timonier.nodeagent.runtime.ContainerRuntime;
import dev.timonier.nodeagent.status.PodStatusGenerator;
import dev.timonier.nodeagent.status.StatusWriter;
import dev.timonier.nodeagent.volume.PodVolumes;
import java.time.Duration;
import java.util.concurrent.Executor;

/// Whom the work on pods needs.
///
/// @param executor runs a task for each thing that takes time
/// @param directories of the pods on disk
/// @param resync how often a pod is looked at when nothing happens
public record PodServices(
    Time time,
    Executor executor,
    ContainerRuntime runtime,
    ContainerConfigs configs,
    PodVolumes volumes,
    ImagePulls images,
    Hooks hooks,
    Probes probes,
    PodEvents events,
    StatusWriter writer,
    PodStatusGenerator statuses,
    Nodes nodes,
    PodDirectories directories,
    PodDeletion deletion,
    Duration resync) {}
