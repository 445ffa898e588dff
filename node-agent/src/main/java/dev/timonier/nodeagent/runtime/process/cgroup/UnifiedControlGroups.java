package dev.timonier.nodeagent.runtime.process.cgroup;

import dev.timonier.nodeagent.runtime.LinuxResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Version 2: one hierarchy for all controllers.
final class UnifiedControlGroups implements ControlGroups {
  private static final List<String> CONTROLLERS = List.of("cpu", "memory", "pids");
  private static final long DEFAULT_PERIOD = 100_000;

  private final Path mount;
  private final String root;

  UnifiedControlGroups(Path mount, String root) {
    this.mount = mount;
    this.root = root;
  }

  private Path group(String path) {
    return Path.of(mount + root + path);
  }

  /// A controller works in a group when each group above it passes it on.
  @Override
  public void create(String path) throws IOException {
    var at = mount;
    for (var name : (root + path).substring(1).split("/")) {
      passOn(at);
      at = at.resolve(name);
      if (!Files.isDirectory(at)) {
        Files.createDirectory(at);
      }
    }
  }

  private static void passOn(Path group) throws IOException {
    var available = List.of(Files.readString(group.resolve("cgroup.controllers")).split("\\s+"));
    var control = group.resolve("cgroup.subtree_control");
    var passed = List.of(Files.readString(control).split("\\s+"));
    var missing = new ArrayList<>(CONTROLLERS);
    missing.removeAll(passed);
    missing.retainAll(available);
    for (var controller : missing) {
      GroupFiles.write(control, "+" + controller);
    }
  }

  @Override
  public void limit(String path, LinuxResources resources) throws IOException {
    var group = group(path);
    if (resources.cpuShares().isPresent()) {
      set(group.resolve("cpu.weight"), weight(resources.cpuShares().getAsLong()));
    }
    if (resources.cpuQuotaMicros().isPresent()) {
      set(group.resolve("cpu.max"), cpuMax(resources));
    }
    if (resources.memoryLimitBytes().isPresent()) {
      set(group.resolve("memory.max"), limit(resources.memoryLimitBytes()));
      set(group.resolve("memory.swap.max"), "0");
    }
    if (resources.pidsLimit().isPresent()) {
      set(group.resolve("pids.max"), limit(resources.pidsLimit()));
    }
  }

  /// A controller that the machine does not have has no files.
  private static void set(Path file, String value) throws IOException {
    if (Files.exists(file)) {
      GroupFiles.write(file, value);
    }
  }

  /// Shares from 2 to 262144 become weights from 1 to 10000, as runc does it.
  static String weight(long shares) {
    return Long.toString(1 + (Math.clamp(shares, 2L, 262144L) - 2) * 9999 / 262142);
  }

  static String cpuMax(LinuxResources resources) {
    var quota = resources.cpuQuotaMicros();
    return limit(quota) + " " + resources.cpuPeriodMicros().orElse(DEFAULT_PERIOD);
  }

  private static String limit(OptionalLong value) {
    return value.isPresent() && value.getAsLong() >= 0 ? Long.toString(value.getAsLong()) : "max";
  }

  @Override
  public void allowDevices(String path, List<DeviceRule> rules) throws IOException {
    if (!rules.equals(DeviceRule.ALL)) {
      DeviceFilter.attach(group(path), rules);
    }
  }

  @Override
  public List<Path> joinFiles(String path) {
    return List.of(group(path).resolve("cgroup.procs"));
  }

  @Override
  public List<View> views() {
    return List.of(new View("", "cgroup2", ""));
  }

  @Override
  public Usage usage(String path) throws IOException {
    var group = group(path);
    var memory = group.resolve("memory.current");
    var stat = group.resolve("memory.stat");
    var bytes = Files.exists(memory) ? GroupFiles.number(memory) : 0;
    var inactive = Files.exists(stat) ? GroupFiles.keyed(stat, "inactive_file") : 0;
    var cpuNanos = GroupFiles.keyed(group.resolve("cpu.stat"), "usage_usec") * 1000;
    return new Usage(cpuNanos, bytes, Math.max(0, bytes - inactive));
  }

  @Override
  public long oomKills(String path) {
    try {
      return GroupFiles.keyed(group(path).resolve("memory.events"), "oom_kill");
    } catch (IOException gone) {
      return 0;
    }
  }

  @Override
  public void kill(String path) throws IOException {
    var kill = group(path).resolve("cgroup.kill");
    if (Files.exists(kill)) {
      GroupFiles.write(kill, "1");
    } else {
      GroupFiles.killEach(group(path));
    }
  }

  @Override
  public void remove(String path) throws IOException {
    if (Files.isDirectory(group(path))) {
      kill(path);
      GroupFiles.remove(group(path));
    }
  }
}
