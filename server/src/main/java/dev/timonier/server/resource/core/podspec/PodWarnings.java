package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.network.AddressWarnings;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// What a pod's author had better not write, though it is allowed. The order is that in which
/// Kubernetes warns.
public final class PodWarnings {
  private static final List<String> OLD_ANNOTATIONS =
      List.of(
          "scheduler.alpha.kubernetes.io/critical-pod",
          "security.alpha.kubernetes.io/sysctls",
          "security.alpha.kubernetes.io/unsafe-sysctls");

  private final Subject annotations;
  private final Subject spec;
  private final List<String> warnings = new ArrayList<>();

  private PodWarnings(Subject pod) {
    this.annotations = pod.at("metadata").at("annotations");
    this.spec = pod.at("spec");
  }

  /// Warnings of a pod, or of a template at its path in an object.
  public static List<String> of(Subject pod) {
    var found = new PodWarnings(pod);
    found.warnings.addAll(PlacementWarnings.ofNodes(found.spec));
    found.annotations();
    found.warnings.addAll(VolumeWarnings.of(found.spec.at("volumes")));
    found.lists();
    found.amounts();
    var containers = new ContainerWarnings(pod);
    ContainerLists.ALL.forEach(list -> found.spec.at(list).elements().forEach(containers::examine));
    found.warnings.addAll(containers.found());
    found.warnings.addAll(PortWarnings.of(found.spec));
    found.grace();
    found.warnings.addAll(PlacementWarnings.ofPods(found.spec.at("affinity")));
    found.addresses();
    return found.warnings;
  }

  /// What hosts are called that are named like pods.
  public static List<String> ofHostName(String name, String use) {
    var faults = Format.DNS_LABEL.check(name);
    return faults.isEmpty()
        ? List.of()
        : List.of(
            "metadata.name: this is used in "
                + use
                + ", which can result in surprising behavior; a DNS label is recommended: ["
                + String.join(" ", faults)
                + "]");
  }

  private void warn(Subject place, String warning) {
    warnings.add(place.path() + ": " + warning);
  }

  private void annotations() {
    for (var key : OLD_ANNOTATIONS) {
      if (annotations.has(key)) {
        warn(annotations.atKey(key), advice(key));
      }
    }
  }

  private static String advice(String annotation) {
    return annotation.startsWith("scheduler.")
        ? "non-functional in v1.16+; use the \"priorityClassName\" field instead"
        : "non-functional in v1.11+; use the \"sysctls\" field instead";
  }

  private void lists() {
    repeated(spec.at("hostAliases"), "ip");
    repeated(spec.at("imagePullSecrets"), "name");
    for (var secret : spec.at("imagePullSecrets").elements()) {
      if (secret.at("name").isEmpty()) {
        warn(secret.at("name"), "invalid empty name \"\"");
      }
    }
  }

  private void repeated(Subject list, String field) {
    var seen = new HashSet<String>();
    for (var element : list.elements()) {
      var text = element.at(field).text();
      if (!seen.add(text)) {
        warn(element.at(field), "duplicate " + field + " " + Subject.quote(text));
      }
    }
  }

  private void amounts() {
    for (var name : ByteWarnings.COUNTED) {
      ByteWarnings.of(spec.at("overhead").atKey(name)).ifPresent(warnings::add);
    }
    if (annotations.has(AnnotationKeys.SECCOMP_POD)
        && !spec.at("securityContext").has("seccompProfile")) {
      warn(annotations.atKey(AnnotationKeys.SECCOMP_POD), ContainerWarnings.NO_SECCOMP);
    }
  }

  private void grace() {
    var grace = spec.at("terminationGracePeriodSeconds");
    if (grace.number() < 0) {
      warn(grace, "must be >= 0; negative values are invalid and will be treated as 1");
    }
  }

  private void addresses() {
    for (var server : spec.at("dnsConfig").at("nameservers").elements()) {
      warnings.addAll(AddressWarnings.ofAddress(server.path(), server.text()));
    }
    for (var alias : spec.at("hostAliases").elements()) {
      var address = alias.at("ip");
      warnings.addAll(AddressWarnings.ofAddress(address.path(), address.text()));
    }
  }
}
