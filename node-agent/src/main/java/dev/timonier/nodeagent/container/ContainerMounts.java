package dev.timonier.nodeagent.container;

import dev.timonier.nodeagent.disk.NodeDirectories;
import dev.timonier.nodeagent.reference.Expansion;
import dev.timonier.nodeagent.reference.Texts;
import dev.timonier.nodeagent.runtime.ContainerConfig.Access;
import dev.timonier.nodeagent.runtime.ContainerConfig.Mount;
import dev.timonier.nodeagent.runtime.ContainerConfig.Propagation;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What a container sees of the node's disk: its volumes, its `/etc/hosts`, and the file for its
/// termination message.
final class ContainerMounts {
  private static final String HOSTS = "/etc/hosts";

  private final NodeDirectories places;

  ContainerMounts(NodeDirectories places) {
    this.places = places;
  }

  /// @param variables the container's, for `subPathExpr`
  List<Mount> of(ContainerRequest request, Map<String, String> variables, HostsFile.Names names) {
    var mounts = new ArrayList<Mount>();
    for (var mount : request.container().spec().getVolumeMounts()) {
      mounts.add(mount(request, mount, variables));
    }
    try {
      addHosts(mounts, request, names);
      addTerminationMessage(mounts, request);
    } catch (IOException e) {
      throw new StartFailure("CreateContainerError", e.toString(), e);
    }
    return mounts;
  }

  private Mount mount(ContainerRequest request, VolumeMount mount, Map<String, String> variables) {
    var source =
        request.volumes().path(mount.getName()).orElseThrow(() -> noVolume(request, mount));
    return new Mount(
        within(request, source, mount, variables),
        mount.getMountPath(),
        Boolean.TRUE.equals(mount.getReadOnly()) ? Access.READ_ONLY : Access.READ_WRITE,
        propagation(mount));
  }

  private static StartFailure noVolume(ContainerRequest request, VolumeMount mount) {
    return StartFailure.config(
        "cannot find volume \"%s\" to mount into container \"%s\""
            .formatted(mount.getName(), request.container().name()));
  }

  private static Propagation propagation(VolumeMount mount) {
    return switch (Objects.requireNonNullElse(mount.getMountPropagation(), "None")) {
      case "HostToContainer" -> Propagation.HOST_TO_CONTAINER;
      case "Bidirectional" -> Propagation.BIDIRECTIONAL;
      default -> Propagation.PRIVATE;
    };
  }

  private static Path within(
      ContainerRequest request, Path volume, VolumeMount mount, Map<String, String> variables) {
    var expression = Texts.orEmpty(mount.getSubPathExpr());
    var part =
        expression.isEmpty()
            ? Texts.orEmpty(mount.getSubPath())
            : Expansion.expand(expression, variables);
    try {
      return part.isEmpty() ? volume : subPath(volume, part);
    } catch (IOException e) {
      throw StartFailure.config(
          "failed to prepare subPath for volumeMount \"%s\" of container \"%s\""
              .formatted(mount.getName(), request.container().name()));
    }
  }

  /// Made when it is missing; no symbolic link may lead out of the volume.
  private static Path subPath(Path volume, String part) throws IOException {
    var root = volume.toRealPath();
    var wanted = root.resolve(part).normalize();
    if (part.startsWith("/") || !wanted.startsWith(root)) {
      throw new IOException(part + " is not below the volume");
    }
    if (!nearest(wanted).toRealPath().startsWith(root)) {
      throw new IOException(part + " leads out of the volume");
    }
    if (!Files.exists(wanted)) {
      Files.createDirectories(wanted);
    }
    return wanted.toRealPath();
  }

  /// The path itself, or what is there of it.
  private static Path nearest(Path wanted) {
    var parent = wanted.getParent();
    return Files.exists(wanted) || parent == null ? wanted : nearest(parent);
  }

  private void addHosts(List<Mount> mounts, ContainerRequest request, HostsFile.Names names)
      throws IOException {
    if (mounts.stream().noneMatch(mount -> mount.target().equals(HOSTS))) {
      var file = places.hosts(request.pod().getMetadata().getUid());
      HostsFile.write(file, request.pod(), names, request.addresses());
      mounts.add(new Mount(file, HOSTS, Access.READ_WRITE, Propagation.PRIVATE));
    }
  }

  private void addTerminationMessage(List<Mount> mounts, ContainerRequest request)
      throws IOException {
    var target = Texts.orEmpty(request.container().spec().getTerminationMessagePath());
    if (target.isEmpty()) {
      return;
    }
    var file =
        places.terminationMessage(
            request.pod().getMetadata().getUid(), request.container().name(), request.attempt());
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Files.createFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    mounts.add(new Mount(file, target, Access.READ_WRITE, Propagation.PRIVATE));
  }
}
