package dev.timonier.nodeagent.volume;

import dev.timonier.machinery.quantity.Amount;
import dev.timonier.nodeagent.disk.NodeDirectories;
import dev.timonier.nodeagent.linux.FileTree;
import dev.timonier.nodeagent.pod.Nodes;
import dev.timonier.nodeagent.reference.ReferencedObjects;
import dev.timonier.nodeagent.reference.Texts;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The volumes of real pods on a real disk. What shows objects of the API is compared with them
/// once in a while.
public final class NodeVolumes implements PodVolumes {
  private static final Duration REFRESH = Duration.ofSeconds(50);
  private static final int USUAL_MODE = 0644;

  private final NodeDirectories places;
  private final MemoryDisk memory;
  private final InstantSource clock;
  private final ServiceAccountTokens tokens;
  private final Projections projections;
  private final PersistentPaths persistent;
  private final Map<String, Mounted> mounted = new ConcurrentHashMap<>();

  private record Mounted(MountedVolumes volumes, Instant at) {}

  /// Where volumes lie.
  ///
  /// @param memory holds secrets, which must not get onto a disk
  public record Places(NodeDirectories directories, MemoryDisk memory) {}

  public NodeVolumes(Places places, KubernetesClient client, Nodes nodes, InstantSource clock) {
    this.places = places.directories();
    this.memory = places.memory();
    this.clock = clock;
    var objects = new ReferencedObjects(client);
    this.tokens = new ServiceAccountTokens(client, clock);
    this.projections = new Projections(objects, tokens, nodes);
    this.persistent = new PersistentPaths(objects);
  }

  @Override
  public MountedVolumes mount(Pod pod) {
    var uid = pod.getMetadata().getUid();
    var known = mounted.get(uid);
    var now = clock.instant();
    if (known != null && now.isBefore(known.at().plus(REFRESH))) {
      return known.volumes();
    }
    var paths = new HashMap<String, Path>();
    pod.getSpec().getVolumes().forEach(v -> paths.put(v.getName(), mount(pod, v)));
    var volumes = new MountedVolumes(Map.copyOf(paths));
    mounted.put(uid, new Mounted(volumes, now));
    return volumes;
  }

  @Override
  public void unmount(String uid) {
    mounted.remove(uid);
    tokens.forget(uid);
    try {
      if (Files.exists(places.volumes(uid))) {
        memory.unmountBelow(places.volumes(uid));
        FileTree.delete(places.volumes(uid));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path mount(Pod pod, Volume volume) {
    try {
      return place(pod, volume);
    } catch (ReferencedObjects.Unreadable e) {
      throw failure(volume, e.text(), e);
    } catch (VolumeFailure e) {
      throw failure(volume, e.text(), e);
    } catch (IOException e) {
      throw failure(volume, e.toString(), e);
    }
  }

  private static VolumeFailure failure(Volume volume, String why, Exception cause) {
    return new VolumeFailure(
        "MountVolume.SetUp failed for volume \"%s\" : %s".formatted(volume.getName(), why), cause);
  }

  private Path place(Pod pod, Volume volume) throws IOException {
    if (volume.getHostPath() != null) {
      return HostPaths.of(volume.getHostPath());
    }
    if (volume.getEmptyDir() != null) {
      return emptyDirectory(pod, volume.getName(), volume.getEmptyDir());
    }
    var namespace = pod.getMetadata().getNamespace();
    if (volume.getPersistentVolumeClaim() != null) {
      return persistent.of(namespace, volume.getPersistentVolumeClaim().getClaimName());
    }
    if (volume.getEphemeral() != null) {
      return persistent.of(namespace, pod.getMetadata().getName() + "-" + volume.getName());
    }
    return projected(pod, volume);
  }

  private Path projected(Pod pod, Volume volume) throws IOException {
    if (volume.getConfigMap() != null) {
      return show(pod, volume, "configmap", configMap(pod, volume));
    }
    if (volume.getDownwardAPI() != null) {
      var source = volume.getDownwardAPI();
      var files = projections.downward(pod, source.getItems(), mode(source.getDefaultMode()));
      return show(pod, volume, "downward-api", files);
    }
    if (volume.getSecret() != null) {
      return inMemory(pod, volume, "secret", secret(pod, volume));
    }
    if (volume.getProjected() != null) {
      var source = volume.getProjected();
      var files = projections.projected(pod, source.getSources(), mode(source.getDefaultMode()));
      return inMemory(pod, volume, "projected", files);
    }
    throw new VolumeFailure("no volume plugin matched");
  }

  private static int mode(@Nullable Integer mode) {
    return Objects.requireNonNullElse(mode, USUAL_MODE);
  }

  private Map<String, Payload> configMap(Pod pod, Volume volume) {
    var source = volume.getConfigMap();
    return projections.configMap(
        pod,
        new Projections.Selection(
            source.getName(),
            source.getItems(),
            mode(source.getDefaultMode()),
            source.getOptional()));
  }

  private Map<String, Payload> secret(Pod pod, Volume volume) {
    var source = volume.getSecret();
    return projections.secret(
        pod,
        new Projections.Selection(
            source.getSecretName(),
            source.getItems(),
            mode(source.getDefaultMode()),
            source.getOptional()));
  }

  private Path show(Pod pod, Volume volume, String plugin, Map<String, Payload> files)
      throws IOException {
    var directory = places.volume(pod.getMetadata().getUid(), plugin, volume.getName());
    Files.createDirectories(directory);
    return write(pod, directory, files);
  }

  private Path inMemory(Pod pod, Volume volume, String plugin, Map<String, Payload> files)
      throws IOException {
    var directory = places.volume(pod.getMetadata().getUid(), plugin, volume.getName());
    Files.createDirectories(directory);
    memory.mount(directory, OptionalLong.empty());
    return write(pod, directory, files);
  }

  private static Path write(Pod pod, Path directory, Map<String, Payload> files)
      throws IOException {
    Files.setAttribute(directory, "unix:mode", 0777);
    new AtomicDirectory(directory, Ownership.of(pod)).write(files);
    return directory;
  }

  private Path emptyDirectory(Pod pod, String name, EmptyDirVolumeSource source)
      throws IOException {
    var directory = places.volume(pod.getMetadata().getUid(), "empty-dir", name);
    if (Files.exists(directory)) {
      return directory;
    }
    Files.createDirectories(directory);
    if (List.of("Memory", "HugePages").contains(Texts.orEmpty(source.getMedium()))) {
      memory.mount(directory, size(source));
    }
    Files.setAttribute(directory, "unix:mode", 0777);
    Ownership.of(pod).open(directory);
    return directory;
  }

  private static OptionalLong size(EmptyDirVolumeSource source) {
    var limit = Amount.of(source.getSizeLimit());
    return limit.signum() > 0 ? OptionalLong.of(limit.value()) : OptionalLong.empty();
  }
}
