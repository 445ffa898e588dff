package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Sets of capabilities, as bits.
final class Capability {
  private static final List<String> NAMES =
      List.of(
          "CHOWN",
          "DAC_OVERRIDE",
          "DAC_READ_SEARCH",
          "FOWNER",
          "FSETID",
          "KILL",
          "SETGID",
          "SETUID",
          "SETPCAP",
          "LINUX_IMMUTABLE",
          "NET_BIND_SERVICE",
          "NET_BROADCAST",
          "NET_ADMIN",
          "NET_RAW",
          "IPC_LOCK",
          "IPC_OWNER",
          "SYS_MODULE",
          "SYS_RAWIO",
          "SYS_CHROOT",
          "SYS_PTRACE",
          "SYS_PACCT",
          "SYS_ADMIN",
          "SYS_BOOT",
          "SYS_NICE",
          "SYS_RESOURCE",
          "SYS_TIME",
          "SYS_TTY_CONFIG",
          "MKNOD",
          "LEASE",
          "AUDIT_WRITE",
          "AUDIT_CONTROL",
          "SETFCAP",
          "MAC_OVERRIDE",
          "MAC_ADMIN",
          "SYSLOG",
          "WAKE_ALARM",
          "BLOCK_SUSPEND",
          "AUDIT_READ",
          "PERFMON",
          "BPF",
          "CHECKPOINT_RESTORE");

  static final long ALL = (1L << NAMES.size()) - 1;

  /// What a container has unless its manifest says otherwise, as with containerd.
  static final long DEFAULT =
      of(
          List.of(
              "CHOWN",
              "DAC_OVERRIDE",
              "FSETID",
              "FOWNER",
              "MKNOD",
              "NET_RAW",
              "SETGID",
              "SETUID",
              "SETFCAP",
              "SETPCAP",
              "NET_BIND_SERVICE",
              "SYS_CHROOT",
              "KILL",
              "AUDIT_WRITE"));

  private Capability() {}

  /// Additions and removals as pods state them; a named one outdoes `ALL`.
  static long change(long set, List<String> add, List<String> drop) {
    var all = hasAll(add) ? ALL : set;
    var dropped = hasAll(drop) ? 0 : all;
    return (dropped | of(add)) & ~of(drop);
  }

  private static boolean hasAll(List<String> names) {
    return names.stream().anyMatch(name -> name.equalsIgnoreCase("ALL"));
  }

  private static long of(List<String> names) {
    return names.stream()
        .filter(name -> !name.equalsIgnoreCase("ALL"))
        .mapToLong(Capability::bit)
        .reduce(0, (left, right) -> left | right);
  }

  static boolean isIn(long set, String name) {
    return (set & bit(name)) != 0;
  }

  private static long bit(String name) {
    var plain = name.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", "");
    var number = NAMES.indexOf(plain);
    if (number < 0) {
      throw new RuntimeFailure("unknown capability \"CAP_" + plain + "\"");
    }
    return 1L << number;
  }

  /// Those that this process has and so can give.
  static long own() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("CapPrm:"))
          .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
          .findFirst()
          .orElse(0);
    }
  }

  /// The highest number that this kernel knows. (The kernel gives the whole number to the first
  /// read or none, so it must be read with room enough.)
  static int last() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/sys/kernel/cap_last_cap"))) {
      return lines.mapToInt(Integer::parseInt).findFirst().orElseThrow();
    }
  }
}
