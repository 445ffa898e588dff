package dev.timonier.server.admission.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The Linux capabilities of containers.
final class CapabilityChecks {
  /// What container runtimes grant by themselves, but for `NET_RAW`.
  private static final Set<String> DEFAULT =
      Set.of(
          "AUDIT_WRITE",
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "MKNOD",
          "NET_BIND_SERVICE",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYS_CHROOT");

  private CapabilityChecks() {}

  static Optional<Violation> baseline(SecuredPod pod) {
    return additions(pod, DEFAULT::contains)
        .map(detail -> new Violation("non-default capabilities", detail));
  }

  static Optional<Violation> restricted(SecuredPod pod) {
    var details = new ArrayList<String>();
    var keeping = pod.securedWhere(context -> listed(context, "drop").noneMatch("ALL"::equals));
    if (!keeping.isEmpty()) {
      details.add(
          Wording.containers(keeping) + " must set securityContext.capabilities.drop=[\"ALL\"]");
    }
    additions(pod, "NET_BIND_SERVICE"::equals).ifPresent(details::add);
    return details.isEmpty()
        ? Optional.empty()
        : Optional.of(new Violation("unrestricted capabilities", String.join("; ", details)));
  }

  private static Optional<String> additions(SecuredPod pod, Predicate<String> allowed) {
    var forbidden = Predicate.not(allowed);
    var bad = pod.securedWhere(context -> listed(context, "add").anyMatch(forbidden));
    if (bad.isEmpty()) {
      return Optional.empty();
    }
    var added =
        pod.containers()
            .flatMap(container -> listed(container.path("securityContext"), "add"))
            .filter(forbidden)
            .collect(Collectors.toCollection(TreeSet::new));
    return Optional.of(
        Wording.containers(bad)
            + " must not include "
            + Wording.quoted(added)
            + " in securityContext.capabilities.add");
  }

  private static Stream<String> listed(JsonNode context, String field) {
    return Trees.stream(context.path("capabilities").path(field)).map(JsonNode::asText);
  }
}
