package dev.timonier.nodeagent.runtime.process.cgroup;

import dev.timonier.nodeagent.runtime.LinuxResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Version 1: a hierarchy for each controller, or for a few of them together.
final class LegacyControlGroups implements ControlGroups {
  static final List<String> CONTROLLERS = List.of("cpu", "cpuacct", "memory", "pids", "devices");
  private static final String LIMIT = "memory.limit_in_bytes";
  private static final String LIMIT_WITH_SWAP = "memory.memsw.limit_in_bytes";

  private final Map<String, Path> mounts;
  private final String root;

  /// @param mounts of the hierarchies, by controller
  LegacyControlGroups(Map<String, Path> mounts, String root) {
    this.mounts = Map.copyOf(mounts);
    this.root = root;
  }

  private Path group(Path mount, String path) {
    return Path.of(mount + root + path);
  }

  private Optional<Path> file(String controller, String path, String name) {
    return Optional.ofNullable(mounts.get(controller))
        .map(mount -> group(mount, path).resolve(name));
  }

  private List<Path> hierarchies() {
    return mounts.values().stream().distinct().sorted().toList();
  }

  @Override
  public void create(String path) throws IOException {
    for (var hierarchy : hierarchies()) {
      Files.createDirectories(group(hierarchy, path));
    }
  }

  @Override
  public void limit(String path, LinuxResources resources) throws IOException {
    set(file("cpu", path, "cpu.shares"), resources.cpuShares());
    set(file("cpu", path, "cpu.cfs_period_us"), resources.cpuPeriodMicros());
    set(file("cpu", path, "cpu.cfs_quota_us"), resources.cpuQuotaMicros());
    set(file("pids", path, "pids.max"), resources.pidsLimit());
    if (resources.memoryLimitBytes().isPresent()) {
      limitMemory(path, resources.memoryLimitBytes());
    }
  }

  /// The limit with swap may not be lower than the one without, so the order depends on whether the
  /// limit rises.
  private void limitMemory(String path, OptionalLong limit) throws IOException {
    var files = new ArrayList<Path>();
    file("memory", path, LIMIT).ifPresent(files::add);
    file("memory", path, LIMIT_WITH_SWAP).filter(Files::exists).ifPresent(files::add);
    var rises =
        !files.isEmpty() && GroupFiles.number(files.getFirst()) < limit.orElse(Long.MAX_VALUE);
    for (var file : rises ? files.reversed() : files) {
      set(Optional.of(file), limit);
    }
  }

  private static void set(Optional<Path> file, OptionalLong value) throws IOException {
    if (file.isPresent() && value.isPresent()) {
      GroupFiles.write(file.get(), Long.toString(value.getAsLong()));
    }
  }

  @Override
  public void allowDevices(String path, List<DeviceRule> rules) throws IOException {
    var deny = file("devices", path, "devices.deny");
    var allow = file("devices", path, "devices.allow");
    if (deny.isEmpty() || allow.isEmpty() || rules.equals(DeviceRule.ALL)) {
      return;
    }
    GroupFiles.write(deny.get(), "a");
    for (var rule : rules) {
      GroupFiles.write(allow.get(), rule.toString());
    }
  }

  /// A process that moves only itself by `tasks` need not wait for the kernel's global lock, which
  /// takes tens of milliseconds with `cgroup.procs`.
  @Override
  public List<Path> joinFiles(String path) {
    return hierarchies().stream()
        .map(hierarchy -> group(hierarchy, path).resolve("tasks"))
        .toList();
  }

  @Override
  public List<View> views() {
    return hierarchies().stream()
        .map(
            hierarchy ->
                new View(hierarchy.getFileName().toString(), "cgroup", controllersAt(hierarchy)))
        .toList();
  }

  private String controllersAt(Path hierarchy) {
    return String.join(
        ",", CONTROLLERS.stream().filter(name -> hierarchy.equals(mounts.get(name))).toList());
  }

  @Override
  public Usage usage(String path) throws IOException {
    var cpu = file("cpuacct", path, "cpuacct.usage");
    var memory = file("memory", path, "memory.usage_in_bytes");
    var stat = file("memory", path, "memory.stat");
    var bytes = memory.isPresent() ? GroupFiles.number(memory.get()) : 0;
    var inactive = stat.isPresent() ? GroupFiles.keyed(stat.get(), "total_inactive_file") : 0;
    return new Usage(
        cpu.isPresent() ? GroupFiles.number(cpu.get()) : 0, bytes, Math.max(0, bytes - inactive));
  }

  @Override
  public long oomKills(String path) {
    try {
      var control = file("memory", path, "memory.oom_control");
      return control.isPresent() ? GroupFiles.keyed(control.get(), "oom_kill") : 0;
    } catch (IOException gone) {
      return 0;
    }
  }

  @Override
  public void kill(String path) throws IOException {
    for (var hierarchy : hierarchies()) {
      GroupFiles.killEach(group(hierarchy, path));
    }
  }

  @Override
  public void remove(String path) throws IOException {
    for (var hierarchy : hierarchies()) {
      GroupFiles.remove(group(hierarchy, path));
    }
  }
}
