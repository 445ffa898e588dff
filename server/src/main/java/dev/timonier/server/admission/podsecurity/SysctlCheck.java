package dev.timonier.server.admission.podsecurity;

import dev.timonier.server.object.Trees;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The kernel's settings of pods.
///
/// @param safe those that concern no other pod
record SysctlCheck(Set<String> safe) implements Check {
  static final SysctlCheck SINCE_1_0 =
      new SysctlCheck(
          Set.of(
              "kernel.shm_rmid_forced",
              "net.ipv4.ip_local_port_range",
              "net.ipv4.tcp_syncookies",
              "net.ipv4.ping_group_range",
              "net.ipv4.ip_unprivileged_port_start"));
  static final SysctlCheck SINCE_1_27 = SINCE_1_0.and("net.ipv4.ip_local_reserved_ports");
  static final SysctlCheck SINCE_1_29 =
      SINCE_1_27.and(
          "net.ipv4.tcp_keepalive_time",
          "net.ipv4.tcp_fin_timeout",
          "net.ipv4.tcp_keepalive_intvl",
          "net.ipv4.tcp_keepalive_probes");
  static final SysctlCheck SINCE_1_32 = SINCE_1_29.and("net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem");

  private SysctlCheck and(String... more) {
    return new SysctlCheck(
        Stream.concat(safe.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public Optional<Violation> violation(SecuredPod pod) {
    var bad =
        Trees.stream(pod.securityContext().path("sysctls"))
            .map(SecuredPod::nameOf)
            .filter(name -> !safe.contains(name))
            .collect(Collectors.joining(", "));
    return bad.isEmpty() ? Optional.empty() : Optional.of(new Violation("forbidden sysctls", bad));
  }
}
