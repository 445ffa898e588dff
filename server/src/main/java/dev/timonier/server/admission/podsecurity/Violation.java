package dev.timonier.server.admission.podsecurity;

import java.util.List;
import java.util.stream.Collectors;

/// What is wrong with a pod, such as `hostPort` (`container "c" uses hostPort 80`).
record Violation(String reason, String detail) {
  static String reasons(List<Violation> violations) {
    return violations.stream().map(Violation::reason).collect(Collectors.joining(", "));
  }

  static String details(List<Violation> violations) {
    return violations.stream().map(Violation::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return reason + " (" + detail + ")";
  }
}
