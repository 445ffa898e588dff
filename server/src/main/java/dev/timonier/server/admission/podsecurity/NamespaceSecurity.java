package dev.timonier.server.admission.podsecurity;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.CachedObjects;
import dev.timonier.server.object.ApiObject;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Refuses namespaces whose labels name no standard, and warns of the pods in them that a stricter
/// standard would not let in.
final class NamespaceSecurity {
  private final PodSecurityConfiguration configuration;
  private final ExistingPods pods;

  NamespaceSecurity(CachedObjects objects, PodSecurityConfiguration configuration) {
    this.configuration = configuration;
    this.pods = new ExistingPods(objects, configuration);
  }

  void check(AdmissionRequest request) {
    if (!request.subresource().isEmpty()) {
      return;
    }
    var namespace = request.object().orElseThrow();
    var next = parse(namespace);
    var old = request.old().map(this::parse);
    if (!next.errors().isEmpty()
        && old.map(before -> !before.errors().equals(next.errors())).orElse(true)) {
      throw ApiErrors.invalid(request.kind().groupKind(), namespace.name(), next.errors());
    }
    if (old.map(before -> isStricter(before.policy(), next.policy())).orElse(true)) {
      warn(request, namespace, next.policy());
    }
  }

  private PolicyLabels.Parsed parse(ApiObject namespace) {
    return PolicyLabels.parse(namespace.metadata().labels(), configuration.defaults());
  }

  /// Whether pods that were allowed may not be so any longer.
  private static boolean isStricter(Policy old, Policy next) {
    var before = old.enforce();
    var after = next.enforce();
    var loosened =
        after.version().equals(before.version()) && after.level().compareTo(before.level()) <= 0;
    return !after.equals(before) && !after.isPrivileged() && !loosened;
  }

  private void warn(AdmissionRequest request, ApiObject namespace, Policy policy) {
    if (configuration.namespaces().contains(namespace.name())) {
      exemption(namespace, policy).ifPresent(request.warnings()::add);
    } else if (request.old().isPresent()) {
      request.warnings().addAll(pods.warnings(namespace.name(), policy.enforce()));
    }
  }

  private Optional<String> exemption(ApiObject namespace, Policy policy) {
    if (policy.isPrivileged() || policy.isEquivalent(configuration.defaults())) {
      return Optional.empty();
    }
    return Optional.of(
        "namespace \"%s\" is exempt from Pod Security, and the policy (%s) will be ignored"
            .formatted(namespace.name(), shown(namespace.metadata().labels(), policy)));
  }

  private static String shown(Map<String, String> labels, Policy policy) {
    return Stream.of(
            Map.entry("enforce", policy.enforce()),
            Map.entry("audit", policy.audit()),
            Map.entry("warn", policy.warn()))
        .filter(mode -> !mode.getValue().isPrivileged())
        .filter(mode -> PolicyLabels.hasMode(labels, mode.getKey()))
        .map(mode -> mode.getKey() + "=" + mode.getValue())
        .collect(Collectors.joining(", "));
  }
}
