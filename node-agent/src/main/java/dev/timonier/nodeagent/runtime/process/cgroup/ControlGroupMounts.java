package dev.timonier.nodeagent.runtime.process.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds out which version of control groups a machine has, and where.
public final class ControlGroupMounts {
  private final Map<String, Path> legacy = new HashMap<>();
  private Optional<Path> unified = Optional.empty();

  private ControlGroupMounts() {}

  /// The control groups of this machine below a root such as `/timonier-1`; empty when there are
  /// none.
  public static Optional<ControlGroups> find(String root) throws IOException {
    return parse(Files.readAllLines(Path.of("/proc/self/mountinfo"))).groups(root);
  }

  static ControlGroupMounts parse(List<String> mountinfo) {
    var mounts = new ControlGroupMounts();
    mountinfo.forEach(mounts::add);
    return mounts;
  }

  /// A line is `36 35 98:0 /root /mount/point options… - type source super-options`.
  private void add(String line) {
    var halves = line.split(" - ", 2);
    var fields = halves[0].split(" ");
    var tail = halves[1].split(" ");
    var point = Path.of(fields[4]);
    if (tail[0].equals("cgroup2")) {
      unified = unified.or(() -> Optional.of(point));
    } else if (tail[0].equals("cgroup")) {
      var options = List.of(tail[2].split(","));
      LegacyControlGroups.CONTROLLERS.stream()
          .filter(options::contains)
          .forEach(controller -> legacy.putIfAbsent(controller, point));
    }
  }

  Optional<ControlGroups> groups(String root) {
    return legacy.containsKey("memory") || legacy.containsKey("cpu")
        ? Optional.of(new LegacyControlGroups(legacy, root))
        : unified.map(mount -> new UnifiedControlGroups(mount, root));
  }
}
