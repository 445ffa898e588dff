package dev.timonier.nodeagent.runtime.process.cgroup;

import dev.timonier.nodeagent.runtime.LinuxResources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The control groups below one root. A path such as `/kubepods/burstable/pod1/c1` names a group in
/// every hierarchy at once.
public interface ControlGroups {
  /// What the processes of a group and of those below it used and use.
  ///
  /// @param memoryBytes with page cache
  /// @param workingSetBytes without the page cache that can go at once
  record Usage(long cpuNanos, long memoryBytes, long workingSetBytes) {}

  /// Makes a group and those above it; without complaint when it is there.
  void create(String path) throws IOException;

  /// Sets the limits that are given, and leaves the others as they are.
  void limit(String path, LinuxResources resources) throws IOException;

  /// Forbids all devices but these.
  void allowDevices(String path, List<DeviceRule> rules) throws IOException;

  /// The files to which a process of one thread writes `0` to join the group.
  List<Path> joinFiles(String path);

  /// How the group's own hierarchies look from inside a container.
  List<View> views();

  Usage usage(String path) throws IOException;

  /// How many processes of the group the kernel killed for lack of memory.
  long oomKills(String path);

  /// Ends every process in the group and below.
  void kill(String path) throws IOException;

  /// Ends what is left in the group and below, and removes them; without complaint when there is no
  /// such group.
  void remove(String path) throws IOException;

  /// A mount of one hierarchy in a container.
  ///
  /// @param name directory below `/sys/fs/cgroup`; empty for that itself
  /// @param type `cgroup` or `cgroup2`
  /// @param options of the mount
  record View(String name, String type, String options) {}
}
