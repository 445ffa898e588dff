package dev.timonier.server.admission.podsecurity;

import java.util.List;
import java.util.stream.Stream;

/// The checks of each standard, in the order of their identifiers
/// (<https://kubernetes.io/docs/concepts/security/pod-security-standards/>).
///
/// A restricted pod is held to the baseline as well, but for checks that a stricter one of its own
/// replaces. Example: up to v1.21 the capabilities of restricted pods are those of the baseline;
/// since v1.22 all but one are to be dropped.
final class Standards {
  private static final int EVER = Integer.MAX_VALUE;

  private static final List<Row> BASELINE =
      List.of(
          row(AppArmorCheck::violation),
          row(CapabilityChecks::baseline).replacedSince(22),
          row(HostChecks::namespaces),
          row(HostChecks::pathVolumes).replacedSince(0),
          row(HostChecks::ports),
          row(HostChecks::probeHosts).since(34),
          row(PrivilegeChecks::privileged),
          row(PrivilegeChecks::procMount).before(35),
          row(unlessUserNamespace(PrivilegeChecks::procMount)).since(35).replacedSince(35),
          row(SeLinuxCheck.SINCE_1_0).before(31),
          row(SeLinuxCheck.SINCE_1_31).since(31),
          row(SeccompChecks::annotations).before(19),
          row(SeccompChecks::baseline).since(19).replacedSince(19),
          row(SysctlCheck.SINCE_1_0).before(27),
          row(SysctlCheck.SINCE_1_27).since(27).before(29),
          row(SysctlCheck.SINCE_1_29).since(29).before(32),
          row(SysctlCheck.SINCE_1_32).since(32),
          row(HostChecks::windowsProcess));

  private static final List<Row> RESTRICTED =
      List.of(
          row(PrivilegeChecks::escalation).since(8).before(25),
          row(unlessWindows(PrivilegeChecks::escalation)).since(25),
          row(CapabilityChecks::restricted).since(22).before(25),
          row(unlessWindows(CapabilityChecks::restricted)).since(25),
          row(PrivilegeChecks::procMount).since(35),
          row(VolumeTypesCheck::violation),
          row(PrivilegeChecks::nonRoot).before(35),
          row(unlessUserNamespace(PrivilegeChecks::nonRoot)).since(35),
          row(PrivilegeChecks::user).since(23).before(35),
          row(unlessUserNamespace(PrivilegeChecks::user)).since(35),
          row(SeccompChecks::restricted).since(19).before(25),
          row(unlessWindows(SeccompChecks::restricted)).since(25));

  private Standards() {}

  /// What is wrong with a pod by a standard.
  static List<Violation> violations(Standard standard, SecuredPod pod) {
    return checks(standard.level(), standard.version().minor()).stream()
        .flatMap(check -> check.violation(pod).stream())
        .toList();
  }

  private static List<Check> checks(Level level, int minor) {
    return switch (level) {
      case PRIVILEGED -> List.of();
      case BASELINE -> of(BASELINE.stream(), minor);
      case RESTRICTED ->
          of(
              Stream.concat(
                  BASELINE.stream().filter(row -> minor < row.replaced()), RESTRICTED.stream()),
              minor);
    };
  }

  private static List<Check> of(Stream<Row> rows, int minor) {
    return rows.filter(row -> row.holdsIn(minor)).map(Row::check).toList();
  }

  private static Check unlessWindows(Check check) {
    return check.unless(SecuredPod::isWindows);
  }

  private static Check unlessUserNamespace(Check check) {
    return check.unless(SecuredPod::hasUserNamespace);
  }

  private static Row row(Check check) {
    return new Row(check, 0, EVER, EVER);
  }

  /// A check with the minor versions in which it holds.
  ///
  /// @param since the first
  /// @param end the one after the last
  /// @param replaced since when restricted pods are held to something stricter
  private record Row(Check check, int since, int end, int replaced) {
    Row since(int minor) {
      return new Row(check, minor, end, replaced);
    }

    Row before(int minor) {
      return new Row(check, since, minor, replaced);
    }

    Row replacedSince(int minor) {
      return new Row(check, since, end, minor);
    }

    boolean holdsIn(int minor) {
      return since <= minor && minor < end;
    }
  }
}
