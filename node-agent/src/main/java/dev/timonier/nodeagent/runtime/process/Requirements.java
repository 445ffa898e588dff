package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.linux.FileTree;
import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.linux.Mounts;
import dev.timonier.nodeagent.linux.Namespaces;
import dev.timonier.nodeagent.runtime.process.cgroup.ControlGroupMounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Finds out, by trying, whether this machine can run containers.
final class Requirements {
  private static final String PROBE_GROUP = "/timonier-probe-" + ProcessHandle.current().pid();
  private static final long KINDS =
      Linux.CLONE_NEWNS | Linux.CLONE_NEWNET | Linux.CLONE_NEWUTS | Linux.CLONE_NEWIPC;

  private final Path directory;

  Requirements(Path directory) {
    this.directory = directory;
  }

  Optional<String> missing() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.of("containers need Linux, this is " + System.getProperty("os.name"));
    }
    if (!List.of("amd64", "aarch64").contains(System.getProperty("os.arch"))) {
      return Optional.of(
          "containers need an x86-64 or AArch64 processor, this is "
              + System.getProperty("os.arch"));
    }
    return missingRight().or(this::missingControlGroups).or(this::missingOverlay);
  }

  private static Optional<String> missingRight() {
    try {
      if ((Capability.own() & Capability.change(0, List.of("SYS_ADMIN"), List.of())) == 0) {
        return Optional.of("containers need root (CAP_SYS_ADMIN)");
      }
      Namespaces.inNew(KINDS, () -> true);
      return Optional.empty();
    } catch (IOException failure) {
      return Optional.of("this machine forbids namespaces: " + failure.getMessage());
    }
  }

  private Optional<String> missingControlGroups() {
    try {
      var groups = ControlGroupMounts.find(PROBE_GROUP);
      if (groups.isEmpty()) {
        return Optional.of("control groups are not mounted at /sys/fs/cgroup");
      }
      groups.get().create("/probe");
      groups.get().remove("");
      return Optional.empty();
    } catch (IOException failure) {
      return Optional.of("control groups cannot be made: " + failure.getMessage());
    }
  }

  /// Mounts two layers in a mount namespace that ends at once.
  private Optional<String> missingOverlay() {
    try {
      Files.createDirectories(directory);
      var probe = Files.createTempDirectory(directory, "probe");
      try {
        Namespaces.inNew(Linux.CLONE_NEWNS, () -> mountOverlay(probe));
      } finally {
        FileTree.delete(probe);
      }
      return Optional.empty();
    } catch (IOException failure) {
      return Optional.of("overlayfs cannot be used in " + directory + ": " + failure.getMessage());
    }
  }

  private static boolean mountOverlay(Path probe) throws IOException {
    Mounts.makePrivate();
    for (var name : List.of("lower", "upper", "work", "root")) {
      Files.createDirectory(probe.resolve(name));
    }
    Mounts.mount(
        "overlay",
        probe.resolve("root"),
        "overlay",
        0,
        "lowerdir=%1$s/lower,upperdir=%1$s/upper,workdir=%1$s/work,volatile".formatted(probe));
    Mounts.detach(probe.resolve("root"));
    return true;
  }
}
