package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.image.LayerUnion;
import dev.timonier.nodeagent.runtime.ContainerConfig.Access;
import dev.timonier.nodeagent.runtime.ContainerConfig.Mount;
import dev.timonier.nodeagent.runtime.ContainerConfig.Propagation;
import dev.timonier.nodeagent.runtime.LinuxSecurity.RootFileSystem;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The mounts of a container: those that the pod asks for, and those that every container has.
final class MountPlans {
  private MountPlans() {}

  /// The outer ones come first, so that none hides another. Their targets are freed of the image's
  /// symbolic links, which may dangle (`/var/run` → `/run`).
  static List<MountPlan> of(
      List<Mount> mounts, LayerUnion image, Sandbox sandbox, RootFileSystem root)
      throws IOException {
    var plans = new ArrayList<MountPlan>();
    for (var mount : mounts) {
      plans.add(plan(mount, image));
    }
    var access = root == RootFileSystem.READ_ONLY ? Access.READ_ONLY : Access.READ_WRITE;
    addUnlessGiven(plans, sandbox.resolverFile(), image.canonical("/etc/resolv.conf"), access);
    addUnlessGiven(plans, sandbox.hostnameFile(), image.canonical("/etc/hostname"), access);
    addUnlessGiven(plans, sandbox.sharedMemory(), "/dev/shm", Access.READ_WRITE);
    plans.sort(Comparator.comparing(plan -> Path.of(plan.target()).getNameCount()));
    return plans;
  }

  private static void addUnlessGiven(
      List<MountPlan> plans, Path source, String target, Access access) {
    if (plans.stream().noneMatch(plan -> plan.target().equals(target))) {
      plans.add(
          new MountPlan(source.toString(), target, kind(source), access, Propagation.PRIVATE));
    }
  }

  /// A directory that is missing on the machine is made, as containerd does.
  private static MountPlan plan(Mount mount, LayerUnion image) throws IOException {
    if (!Files.exists(mount.source())) {
      Files.createDirectories(mount.source());
    }
    return new MountPlan(
        mount.source().toString(),
        image.canonical(target(mount)),
        kind(mount.source()),
        mount.access(),
        mount.propagation());
  }

  private static MountPlan.Kind kind(Path source) {
    return Files.isDirectory(source) ? MountPlan.Kind.DIRECTORY : MountPlan.Kind.FILE;
  }

  private static String target(Mount mount) {
    var target = Path.of("/").resolve(mount.target()).normalize().toString();
    if (target.startsWith("/proc/")) {
      throw new RuntimeFailure("\"" + target + "\" cannot be mounted because it is inside /proc");
    }
    if (target.equals("/")) {
      throw new RuntimeFailure("a mount cannot replace the root");
    }
    return target;
  }
}
