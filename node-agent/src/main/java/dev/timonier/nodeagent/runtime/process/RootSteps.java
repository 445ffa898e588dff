package dev.timonier.nodeagent.runtime.process;

import static dev.timonier.nodeagent.linux.SystemCall.CHDIR;
import static dev.timonier.nodeagent.linux.SystemCall.FACCESSAT;
import static dev.timonier.nodeagent.linux.SystemCall.MOUNT;
import static dev.timonier.nodeagent.linux.SystemCall.MOUNT_SETATTR;
import static dev.timonier.nodeagent.linux.SystemCall.MOVE_MOUNT;
import static dev.timonier.nodeagent.linux.SystemCall.OPEN_TREE;
import static dev.timonier.nodeagent.linux.SystemCall.PIVOT_ROOT;
import static dev.timonier.nodeagent.linux.SystemCall.UMASK;
import static dev.timonier.nodeagent.linux.SystemCall.UMOUNT2;
import static dev.timonier.nodeagent.linux.SystemCall.UNSHARE;
import static dev.timonier.nodeagent.runtime.process.program.Argument.number;
import static dev.timonier.nodeagent.runtime.process.program.Argument.text;

import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.runtime.ContainerConfig.Access;
import dev.timonier.nodeagent.runtime.LinuxSecurity.Privilege;
import dev.timonier.nodeagent.runtime.LinuxSecurity.RootFileSystem;
import dev.timonier.nodeagent.runtime.process.program.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Makes the container's file system and moves into it. What the machine gives is taken hold of
/// before the move, as mounts that are nowhere yet, and put in its place after it: then every path
/// is resolved within the container's root by the kernel itself, so that no symbolic link of an
/// image leads to the machine. `/proc`, whose links could, comes last.
final class RootSteps {
  private static final int NO_PROCESS_GAINS = Linux.MS_NOSUID | Linux.MS_NODEV | Linux.MS_NOEXEC;

  private record Held(MountPlan mount, Argument descriptor) {}

  private final Steps steps;
  private final StartPlan plan;
  private final DeviceSteps devices;
  private final List<Held> held = new ArrayList<>();

  RootSteps(Steps steps, StartPlan plan) {
    this.steps = steps;
    this.plan = plan;
    this.devices = new DeviceSteps(steps, plan);
  }

  void build() {
    steps.call(
        "create mount namespace", UNSHARE, number(Linux.CLONE_NEWNS | Linux.CLONE_NEWCGROUP));
    plan.mounts().forEach(mount -> held.add(new Held(mount, hold(mount))));
    steps.mount("", "/", "", Linux.MS_REC | Linux.MS_PRIVATE, "");
    mountLayers();
    moveIn();
    steps.call("set umask", UMASK, number(0));
    if (!isReplaced("/dev")) {
      devices.create();
    }
    put(mount -> !mount.isBelow("/sys"));
    mountSys();
    put(mount -> mount.isBelow("/sys"));
    mountProc();
    if (plan.privilege() == Privilege.CONFINED) {
      plan.readOnlyPaths().forEach(this::makeReadOnly);
      plan.maskedPaths().forEach(this::mask);
    }
    steps.directories(plan.process().workingDirectory());
    if (plan.root() == RootFileSystem.READ_ONLY) {
      remountReadOnly("/");
    }
    steps.call("set umask", UMASK, number(0022));
  }

  /// Clones the source's mount, with those below it, into a descriptor.
  private Argument hold(MountPlan mount) {
    var flags = Linux.OPEN_TREE_CLONE | Linux.OPEN_TREE_CLOEXEC | Linux.AT_RECURSIVE;
    var tree =
        steps.call(
            "open \"" + mount.source() + "\"",
            OPEN_TREE,
            number(Linux.AT_FDCWD),
            text(mount.source()),
            number(flags));
    switch (mount.propagation()) {
      case PRIVATE -> setPropagation(tree.result(), Linux.MS_PRIVATE);
      case HOST_TO_CONTAINER -> setPropagation(tree.result(), Linux.MS_SLAVE);
      case BIDIRECTIONAL -> setPropagation(tree.result(), Linux.MS_SHARED);
    }
    if (mount.access() == Access.READ_ONLY) {
      setAttributes(tree.result(), Linux.AT_EMPTY_PATH, Linux.MOUNT_ATTR_RDONLY, 0);
    }
    return tree.result();
  }

  private void setPropagation(Argument tree, int propagation) {
    setAttributes(tree, Linux.AT_EMPTY_PATH | Linux.AT_RECURSIVE, 0, propagation);
  }

  private void setAttributes(Argument tree, int flags, int attributes, int propagation) {
    steps.call(
        "set mount attributes",
        MOUNT_SETATTR,
        tree,
        text(""),
        number(flags),
        ShimSteps.words(attributes, 0, propagation, 0),
        number(32));
  }

  /// All paths are relative to the layers' directory: the kernel takes no more than a page of them.
  private void mountLayers() {
    var container = "../../containers/" + plan.directory().getFileName();
    var lower = plan.layers().isEmpty() ? container + "/empty" : String.join(":", plan.layers());
    steps.call("change directory", CHDIR, text(plan.layerDirectory().toString()));
    steps.mount(
        "overlay",
        plan.directory().resolve("rootfs").toString(),
        "overlay",
        0,
        "lowerdir="
            + lower
            + ",upperdir="
            + container
            + "/upper,workdir="
            + container
            + "/work,volatile");
  }

  /// The old root is mounted upon the new one, and taken away from there.
  private void moveIn() {
    steps.call("change directory", CHDIR, text(plan.directory().resolve("rootfs").toString()));
    steps.call("pivot_root", PIVOT_ROOT, text("."), text("."));
    steps.call("unmount old root", UMOUNT2, text("."), number(Linux.MNT_DETACH));
    steps.call("change directory", CHDIR, text("/"));
  }

  private void put(Predicate<MountPlan> wanted) {
    for (var each : held) {
      if (wanted.test(each.mount)) {
        put(each);
      }
    }
  }

  private void put(Held each) {
    var mount = each.mount;
    switch (mount.kind()) {
      case DIRECTORY -> steps.directories(mount.target());
      case FILE -> steps.file(mount.target());
    }
    steps.call(
        "mount \"" + mount.source() + "\" to \"" + mount.target() + "\"",
        MOVE_MOUNT,
        each.descriptor,
        text(""),
        number(Linux.AT_FDCWD),
        text(mount.target()),
        number(Linux.MOVE_MOUNT_F_EMPTY_PATH | Linux.MOVE_MOUNT_T_SYMLINKS));
    steps.close(each.descriptor);
  }

  private boolean isReplaced(String target) {
    return plan.mounts().stream().anyMatch(mount -> mount.target().equals(target));
  }

  private void mountProc() {
    if (!isReplaced("/proc")) {
      steps.kernelDirectory("/proc");
      steps.mount("proc", "/proc", "proc", NO_PROCESS_GAINS, "");
    }
  }

  private void mountSys() {
    if (isReplaced("/sys")) {
      return;
    }
    steps.kernelDirectory("/sys");
    steps.mount("sysfs", "/sys", "sysfs", NO_PROCESS_GAINS | readOnlyUnlessPrivileged(), "");
    if (!isReplaced("/sys/fs/cgroup")) {
      mountControlGroups();
    }
  }

  private int readOnlyUnlessPrivileged() {
    return plan.privilege() == Privilege.PRIVILEGED ? 0 : Linux.MS_RDONLY;
  }

  private void mountControlGroups() {
    var several = plan.controlGroups().size() > 1;
    if (several) {
      steps.mount("tmpfs", "/sys/fs/cgroup", "tmpfs", NO_PROCESS_GAINS, "mode=755");
    }
    for (var view : plan.controlGroups()) {
      var target = "/sys/fs/cgroup" + (several ? "/" + view.name() : "");
      steps.directories(target);
      steps.mount(
          "cgroup",
          target,
          view.type(),
          NO_PROCESS_GAINS | readOnlyUnlessPrivileged(),
          view.options());
    }
    if (several) {
      remountReadOnly("/sys/fs/cgroup");
    }
  }

  private void makeReadOnly(String path) {
    var skip = steps.label();
    steps
        .call("look at " + path, FACCESSAT, number(Linux.AT_FDCWD), text(path), number(0))
        .ifNegative(skip);
    steps.mount(path, path, "", Linux.MS_BIND | Linux.MS_REC, "");
    remountReadOnly(path);
    steps.bind(skip);
  }

  private void remountReadOnly(String path) {
    steps.call(
        "make " + path + " read-only",
        MOUNT_SETATTR,
        number(Linux.AT_FDCWD),
        text(path),
        number(0),
        ShimSteps.words(Linux.MOUNT_ATTR_RDONLY, 0, 0, 0),
        number(32));
  }

  /// A masked file looks like `/dev/null`, a masked directory is empty.
  private void mask(String path) {
    var skip = steps.label();
    var directory = steps.label();
    steps
        .call("look at " + path, FACCESSAT, number(Linux.AT_FDCWD), text(path), number(0))
        .ifNegative(skip);
    steps
        .call(
            "mask " + path,
            MOUNT,
            text("/dev/null"),
            text(path),
            text(""),
            number(Linux.MS_BIND),
            text(""))
        .ifNegative(directory)
        .ifZero(skip);
    steps.bind(directory);
    steps.mount("tmpfs", path, "tmpfs", Linux.MS_RDONLY, "");
    steps.bind(skip);
  }
}
