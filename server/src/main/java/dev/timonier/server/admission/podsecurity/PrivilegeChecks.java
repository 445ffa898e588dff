package dev.timonier.server.admission.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What processes may become.
final class PrivilegeChecks {
  private PrivilegeChecks() {}

  static Optional<Violation> privileged(SecuredPod pod) {
    var bad = pod.securedWhere(context -> Trees.isTrue(context, "privileged"));
    return bad.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Violation(
                "privileged",
                Wording.containers(bad) + " must not set securityContext.privileged=true"));
  }

  static Optional<Violation> escalation(SecuredPod pod) {
    var bad = pod.securedWhere(context -> !isFalse(context, "allowPrivilegeEscalation"));
    return bad.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Violation(
                "allowPrivilegeEscalation != false",
                Wording.containers(bad)
                    + " must set securityContext.allowPrivilegeEscalation=false"));
  }

  private static boolean isFalse(JsonNode context, String field) {
    var value = context.path(field);
    return value.isBoolean() && !value.booleanValue();
  }

  static Optional<Violation> procMount(SecuredPod pod) {
    var bad = pod.securedWhere(PrivilegeChecks::unmasks);
    if (bad.isEmpty()) {
      return Optional.empty();
    }
    var types =
        pod.containers()
            .map(container -> container.path("securityContext"))
            .filter(PrivilegeChecks::unmasks)
            .map(context -> Trees.text(context, "procMount"))
            .collect(Collectors.toCollection(TreeSet::new));
    return Optional.of(
        new Violation(
            "procMount",
            Wording.containers(bad)
                + " must not set securityContext.procMount to "
                + Wording.quoted(types)));
  }

  private static boolean unmasks(JsonNode context) {
    return context.hasNonNull("procMount") && !Trees.text(context, "procMount").equals("Default");
  }

  static Optional<Violation> nonRoot(SecuredPod pod) {
    var bad = Setters.where(pod, context -> isFalse(context, "runAsNonRoot"));
    if (!bad.isEmpty()) {
      return asRoot(bad + " must not set securityContext.runAsNonRoot=false");
    }
    if (Trees.isTrue(pod.securityContext(), "runAsNonRoot")) {
      return Optional.empty();
    }
    var silent = pod.securedWhere(context -> !context.hasNonNull("runAsNonRoot"));
    return silent.isEmpty()
        ? Optional.empty()
        : asRoot(
            "pod or " + Wording.containers(silent) + " must set securityContext.runAsNonRoot=true");
  }

  private static Optional<Violation> asRoot(String detail) {
    return Optional.of(new Violation("runAsNonRoot != true", detail));
  }

  static Optional<Violation> user(SecuredPod pod) {
    var bad = Setters.where(pod, context -> context.path("runAsUser").asLong(-1) == 0);
    return bad.isEmpty()
        ? Optional.empty()
        : Optional.of(new Violation("runAsUser=0", bad + " must not set runAsUser=0"));
  }
}
