package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// What holds for the security context of a pod
/// (<https://kubernetes.io/docs/tasks/configure-pod-container/security-context/>).
final class PodSecurityContextValidation {
  private static final int MOST_SYSCTL = 253;
  private static final Pattern SYSCTL =
      Pattern.compile("([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?");

  private final Subject spec;
  private final Subject context;

  PodSecurityContextValidation(Subject spec) {
    this.spec = spec;
    this.context = spec.at("securityContext");
  }

  void validate() {
    UserIds.validate(context, "fsGroup", "runAsUser", "runAsGroup");
    UserIds.all(context.at("supplementalGroups"));
    if (spec.at("shareProcessNamespace").isTrue() && spec.at("hostPID").isTrue()) {
      context
          .at("shareProcessNamespace")
          .invalid("true", "ShareProcessNamespace and HostPID cannot both be enabled");
    }
    sysctls();
    choice("fsGroupChangePolicy", List.of("Always", "OnRootMismatch"));
    SecurityProfiles.validate(context);
    WindowsOptions.validate(context);
    SecurityProfiles.appArmor(context);
    choice("supplementalGroupsPolicy", List.of("Merge", "Strict"));
    choice("seLinuxChangePolicy", List.of("Recursive"));
  }

  private void choice(String field, List<String> choices) {
    if (context.has(field)) {
      context.at(field).oneOf(choices);
    }
  }

  private void sysctls() {
    var names = new HashSet<String>();
    for (var sysctl : context.at("sysctls").elements()) {
      var name = sysctl.at("name");
      if (name.isEmpty()) {
        name.required();
      } else if (name.text().length() > MOST_SYSCTL || !SYSCTL.matcher(name.text()).matches()) {
        name.invalid(
            "must have at most 253 characters and match regex"
                + " ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$");
      } else if (!names.add(name.text())) {
        name.duplicate();
      }
      shared(name);
    }
  }

  /// What belongs to a namespace of the kernel that the pod shares with its node.
  private void shared(Subject name) {
    var text = name.text().replace('/', '.');
    if (spec.at("hostNetwork").isTrue() && text.startsWith("net.")) {
      name.invalid("may not be specified when 'hostNetwork' is true");
    }
    if (spec.at("hostIPC").isTrue() && isOfProcesses(text)) {
      name.invalid("may not be specified when 'hostIPC' is true");
    }
  }

  private static boolean isOfProcesses(String name) {
    return name.startsWith("kernel.shm")
        || name.startsWith("kernel.msg")
        || name.startsWith("fs.mqueue.")
        || name.equals("kernel.sem");
  }
}
