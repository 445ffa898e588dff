package dev.timonier.nodeagent;

import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.time.Time;
import dev.timonier.nodeagent.action.Commands;
import dev.timonier.nodeagent.action.HttpCalls;
import dev.timonier.nodeagent.container.MachineDns;
import dev.timonier.nodeagent.container.NodeConfigs;
import dev.timonier.nodeagent.disk.DiskDirectories;
import dev.timonier.nodeagent.disk.NodeDirectories;
import dev.timonier.nodeagent.event.PodEvents;
import dev.timonier.nodeagent.hook.NodeHooks;
import dev.timonier.nodeagent.pod.ApiPodDeletion;
import dev.timonier.nodeagent.pod.Nodes;
import dev.timonier.nodeagent.pod.PodServices;
import dev.timonier.nodeagent.pod.PodWorkers;
import dev.timonier.nodeagent.probe.NodeProbes;
import dev.timonier.nodeagent.pull.ApiPullSecrets;
import dev.timonier.nodeagent.pull.ImagePulls;
import dev.timonier.nodeagent.reference.ReferencedObjects;
import dev.timonier.nodeagent.runtime.ContainerRuntime;
import dev.timonier.nodeagent.status.CriLogTail;
import dev.timonier.nodeagent.status.PodStatusGenerator;
import dev.timonier.nodeagent.status.StatusWriter;
import dev.timonier.nodeagent.status.TerminationMessageFiles;
import dev.timonier.nodeagent.volume.MemoryDisk;
import dev.timonier.nodeagent.volume.NodeVolumes;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Puts the workers of a real node together.
///
/// @param services of the cluster, as they are known now
/// @param memory the node's, in bytes
record NodeParts(
    NodeAgentConfiguration configuration,
    KubernetesClient client,
    ContainerRuntime runtime,
    Time time,
    Executor executor,
    Nodes nodes,
    EventRecorder recorder,
    Supplier<Collection<Service>> services,
    long memory) {
  private static final Duration RESYNC = Duration.ofMinutes(1);
  private static final Path RESOLVER = Path.of("/etc/resolv.conf");

  PodWorkers workers() {
    var events = new PodEvents(_ -> recorder);
    var objects = new ReferencedObjects(client);
    var places = new NodeDirectories(configuration.directory(), configuration.logs());
    var workers = new CompletableFuture<PodWorkers>();
    var writer = new StatusWriter(client, time, executor, uid -> workers.join().wake(uid));
    var commands = new Commands(runtime);
    var calls = new HttpCalls();
    var probes =
        new NodeProbes(
            commands,
            calls,
            new NodeProbes.Surroundings(
                time, executor, nodes, events, uid -> workers.join().wake(uid)));
    var parts =
        new PodServices(
            time,
            executor,
            runtime,
            new NodeConfigs(surroundings(objects, places)),
            new NodeVolumes(new NodeVolumes.Places(places, memoryDisk()), client, nodes, time),
            new ImagePulls(runtime.images(), new ApiPullSecrets(objects), events, time, executor),
            new NodeHooks(commands, calls, nodes, time),
            probes,
            events,
            writer,
            new PodStatusGenerator(
                runtime.version().name(),
                new TerminationMessageFiles(places::terminationMessage, CriLogTail::read)),
            nodes,
            new DiskDirectories(places),
            new ApiPodDeletion(client),
            RESYNC);
    var made = new PodWorkers(parts);
    workers.complete(made);
    return made;
  }

  private NodeConfigs.Surroundings surroundings(ReferencedObjects objects, NodeDirectories places) {
    return new NodeConfigs.Surroundings(
        places, nodes, objects, services, configuration.dns(), MachineDns.read(RESOLVER), memory);
  }

  /// Only root may mount.
  private static MemoryDisk memoryDisk() {
    return System.getProperty("user.name").equals("root") ? MemoryDisk.TMPFS : MemoryDisk.NONE;
  }
}
