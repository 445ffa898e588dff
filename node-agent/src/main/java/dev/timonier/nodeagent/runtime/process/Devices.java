package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.runtime.ContainerConfig.Device;
import dev.timonier.nodeagent.runtime.process.StartPlan.DevicePlan;
import dev.timonier.nodeagent.runtime.process.cgroup.DeviceRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Finds the devices of the machine that containers shall see.
final class Devices {
  private static final int TYPE = 0170000;
  private static final Path ALL = Path.of("/dev");

  /// What a container has of its own.
  private static final Set<String> OWN =
      Set.of(
          "null", "zero", "full", "random", "urandom", "tty", "console", "ptmx", "pts", "shm",
          "mqueue", "fd", "stdin", "stdout", "stderr", "core");

  private Devices() {}

  static DevicePlan plan(Device device) throws IOException {
    return plan(device.source().toRealPath(), device.target());
  }

  /// All devices of the machine, for privileged containers.
  static List<DevicePlan> all() throws IOException {
    try (var paths = Files.walk(ALL)) {
      return paths.filter(Devices::isForPrivileged).flatMap(Devices::planned).toList();
    }
  }

  private static boolean isForPrivileged(Path path) {
    return path.getNameCount() > 1
        && !OWN.contains(path.getName(1).toString())
        && isDevice(mode(path));
  }

  private static Stream<DevicePlan> planned(Path path) {
    try {
      return Stream.of(plan(path, path.toString()));
    } catch (IOException gone) {
      return Stream.empty();
    }
  }

  private static DevicePlan plan(Path source, String target) throws IOException {
    var mode = mode(source);
    if (!isDevice(mode)) {
      throw new IOException(source + ": not a device node");
    }
    var number = (long) Files.getAttribute(source, "unix:rdev", LinkOption.NOFOLLOW_LINKS);
    return new DevicePlan(target, mode, number);
  }

  private static int mode(Path path) {
    try {
      return (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException gone) {
      return 0;
    }
  }

  private static boolean isDevice(int mode) {
    return (mode & TYPE) == Linux.S_IFCHR || (mode & TYPE) == Linux.S_IFBLK;
  }

  /// What a container's group must allow so that the device can be used.
  static DeviceRule rule(DevicePlan plan, String permissions) {
    var kind =
        (plan.mode() & TYPE) == Linux.S_IFBLK ? DeviceRule.Kind.BLOCK : DeviceRule.Kind.CHARACTER;
    return new DeviceRule(kind, major(plan.device()), minor(plan.device()), permissions);
  }

  private static long major(long device) {
    return ((device >> 8) & 0xFFF) | ((device >> 32) & 0xFFFFF000L);
  }

  private static long minor(long device) {
    return (device & 0xFF) | ((device >> 12) & 0xFFFFFF00L);
  }
}
