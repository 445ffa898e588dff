package dev.timonier.nodeagent.runtime;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a container's process may do.
///
/// @param runAsUser overrides the image's user
/// @param runAsGroup overrides the image's group
/// @param supplementalGroups besides those of the image's `/etc/group`
/// @param addCapabilities and `dropCapabilities`: names without `CAP_`, or `ALL`
/// @param escalation whether the process may gain privileges (`allowPrivilegeEscalation`)
/// @param seccompProfile file of a profile on the machine, with [Seccomp#LOCALHOST]
/// @param maskedPaths shown empty, as by [#DEFAULT_MASKED_PATHS]
/// @param readOnlyPaths shown read-only
public record LinuxSecurity(
    Privilege privilege,
    OptionalLong runAsUser,
    OptionalLong runAsGroup,
    List<Long> supplementalGroups,
    List<String> addCapabilities,
    List<String> dropCapabilities,
    RootFileSystem root,
    PrivilegeEscalation escalation,
    Seccomp seccomp,
    Optional<String> seccompProfile,
    List<String> maskedPaths,
    List<String> readOnlyPaths) {
  public static final List<String> DEFAULT_MASKED_PATHS =
      List.of(
          "/proc/asound",
          "/proc/acpi",
          "/proc/interrupts",
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/timer_list",
          "/proc/timer_stats",
          "/proc/sched_debug",
          "/proc/scsi",
          "/sys/firmware",
          "/sys/devices/virtual/powercap");
  public static final List<String> DEFAULT_READ_ONLY_PATHS =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  public enum Privilege {
    CONFINED,
    /// All capabilities, all devices, nothing masked.
    PRIVILEGED
  }

  public enum RootFileSystem {
    WRITABLE,
    READ_ONLY
  }

  public enum PrivilegeEscalation {
    ALLOWED,
    FORBIDDEN
  }

  public enum Seccomp {
    UNCONFINED,
    RUNTIME_DEFAULT,
    LOCALHOST
  }
}
