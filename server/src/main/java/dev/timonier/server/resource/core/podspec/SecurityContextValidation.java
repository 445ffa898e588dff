package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for the security context of a container
/// (<https://kubernetes.io/docs/tasks/configure-pod-container/security-context/>).
final class SecurityContextValidation {
  private static final List<String> MOUNTS = List.of("Default", "Unmasked");

  private final PodContext pod;
  private final Subject context;

  SecurityContextValidation(PodContext pod, Subject context) {
    this.pod = pod;
    this.context = context;
  }

  void validate() {
    if (!context.isPresent()) {
      return;
    }
    UserIds.validate(context, "runAsUser", "runAsGroup");
    procMount(context.at("procMount"));
    SecurityProfiles.validate(context);
    escalation();
    WindowsOptions.validate(context);
    SecurityProfiles.appArmor(context);
  }

  private void procMount(Subject mount) {
    if (!mount.isPresent()) {
      return;
    }
    mount.oneOf(MOUNTS);
    if (pod.usesHostUsers() && mount.text().equals("Unmasked")) {
      mount.invalid("`hostUsers` must be false to use `Unmasked`");
    }
  }

  private void escalation() {
    if (context.value().path("allowPrivilegeEscalation").asBoolean(true)) {
      return;
    }
    if (context.at("privileged").isTrue()) {
      shown().invalid("cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
    }
    for (var capability : context.at("capabilities").at("add").elements()) {
      if (capability.text().equals("CAP_SYS_ADMIN")) {
        shown()
            .invalid(
                "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add`"
                    + " CAP_SYS_ADMIN");
      }
    }
  }

  private Subject shown() {
    return context.as("core/v1.SecurityContext");
  }
}
