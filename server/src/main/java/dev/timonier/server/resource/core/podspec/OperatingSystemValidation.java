package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.validation.Subject;
import java.util.List;

/// What a pod may not ask of its operating system
/// (<https://kubernetes.io/docs/concepts/workloads/pods/#pod-os>).
final class OperatingSystemValidation {
  private static final List<String> NAMES = List.of("linux", "windows");
  private static final String NOT_ON_WINDOWS = "cannot be set for a windows pod";

  private OperatingSystemValidation() {}

  static void validate(Subject spec) {
    var system = spec.at("os");
    if (!system.isPresent()) {
      return;
    }
    var name = system.at("name");
    if (name.isEmpty()) {
      name.required();
    } else if (!NAMES.contains(name.text())) {
      system.with(name.value()).notSupported(NAMES);
    }
    switch (name.text()) {
      case "linux" -> linux(spec);
      case "windows" -> windows(spec);
      default -> {}
    }
  }

  private static List<Subject> containers(Subject spec) {
    return ContainerLists.ALL.stream().flatMap(list -> spec.at(list).elements().stream()).toList();
  }

  private static void linux(Subject spec) {
    windowsOptions(spec.at("securityContext"));
    containers(spec).forEach(container -> windowsOptions(container.at("securityContext")));
  }

  private static void windowsOptions(Subject context) {
    if (context.has("windowsOptions")) {
      context.at("windowsOptions").forbidden("windows options cannot be set for a linux pod");
    }
  }

  private static void windows(Subject spec) {
    var context = spec.at("securityContext");
    refuse(context, "appArmorProfile", "seLinuxOptions");
    refuse(spec, "hostUsers");
    for (var field : List.of("hostPID", "hostIPC")) {
      if (spec.at(field).isTrue()) {
        refuse(spec, field);
      }
    }
    refuse(context, "seccompProfile", "fsGroup", "fsGroupChangePolicy", "sysctls");
    refuse(spec, "shareProcessNamespace");
    refuse(
        context,
        "runAsUser",
        "runAsGroup",
        "supplementalGroups",
        "supplementalGroupsPolicy",
        "seLinuxChangePolicy");
    for (var container : containers(spec)) {
      refuse(
          container.at("securityContext"),
          "appArmorProfile",
          "seLinuxOptions",
          "seccompProfile",
          "capabilities",
          "readOnlyRootFilesystem",
          "privileged",
          "allowPrivilegeEscalation",
          "procMount",
          "runAsUser",
          "runAsGroup");
    }
  }

  private static void refuse(Subject parent, String... fields) {
    for (var field : fields) {
      if (parent.has(field)) {
        parent.at(field).forbidden(NOT_ON_WINDOWS);
      }
    }
  }
}
