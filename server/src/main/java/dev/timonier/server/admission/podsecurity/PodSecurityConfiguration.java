package dev.timonier.server.admission.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.object.Trees;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How a cluster applies the standards: `PodSecurityConfiguration` in
/// `pod-security.admission.config.k8s.io/v1`
/// (<https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-admission-controller/>).
///
/// @param defaults what holds where a namespace does not say
/// @param namespaces whose pods are spared
/// @param users whose writes are spared
/// @param runtimeClasses the classes of pods that are spared
public record PodSecurityConfiguration(
    Policy defaults, Set<String> namespaces, Set<String> users, Set<String> runtimeClasses) {
  public static final PodSecurityConfiguration DEFAULT =
      new PodSecurityConfiguration(Policy.PRIVILEGED, Set.of(), Set.of(), Set.of());

  private static final String GROUP = "pod-security.admission.config.k8s.io/";
  private static final Set<String> VERSIONS =
      Set.of(GROUP + "v1", GROUP + "v1beta1", GROUP + "v1alpha1");

  boolean sparesClassOf(JsonNode spec) {
    return runtimeClasses.contains(Trees.text(spec, "runtimeClassName"));
  }

  /// @throws IllegalArgumentException with all that is wrong
  public static PodSecurityConfiguration read(JsonNode root) {
    if (!VERSIONS.contains(Trees.text(root, "apiVersion"))
        || !Trees.text(root, "kind").equals("PodSecurityConfiguration")) {
      throw new IllegalArgumentException("the configuration is no PodSecurityConfiguration");
    }
    var faults = new ArrayList<FieldError>();
    var read =
        new PodSecurityConfiguration(
            policy(root.path("defaults"), faults),
            exempt(root, "namespaces", Format.DNS_LABEL::check, faults),
            exempt(root, "usernames", PodSecurityConfiguration::emptiness, faults),
            exempt(root, "runtimeClasses", Format.DNS_SUBDOMAIN::check, faults));
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          faults.stream().map(FieldError::toString).collect(Collectors.joining(", ")));
    }
    return read;
  }

  private static Policy policy(JsonNode defaults, List<FieldError> faults) {
    return new Policy(
        standard(defaults, "enforce", faults),
        standard(defaults, "audit", faults),
        standard(defaults, "warn", faults));
  }

  private static Standard standard(JsonNode defaults, String mode, List<FieldError> faults) {
    var level = Trees.text(defaults, mode);
    var version = Trees.text(defaults, mode + "-version");
    var standard = Standard.PRIVILEGED;
    if (!level.isEmpty()) {
      var known = Level.of(level);
      if (known.isEmpty()) {
        faults.add(invalid(mode, level, "must be one of privileged, baseline, restricted"));
      }
      standard = standard.withLevel(known.orElse(Level.RESTRICTED));
    }
    if (!version.isEmpty()) {
      var known = StandardVersion.of(version);
      if (known.isEmpty()) {
        faults.add(invalid(mode + "-version", version, "must be \"latest\" or \"v1.x\""));
      }
      standard = standard.withVersion(known.orElse(StandardVersion.LATEST));
    }
    return standard;
  }

  private static FieldError invalid(String field, String text, String detail) {
    return FieldError.invalid("defaults." + field, FieldError.quote(text), detail);
  }

  private static List<String> emptiness(String user) {
    return user.isEmpty() ? List.of("username must not be empty") : List.of();
  }

  private static Set<String> exempt(
      JsonNode root, String list, Function<String, List<String>> format, List<FieldError> faults) {
    var names = new LinkedHashSet<String>();
    for (var entry : root.path("exemptions").path(list)) {
      var field = "exemptions." + list + "[" + names.size() + "]";
      var name = entry.asText();
      var shown = FieldError.quote(name);
      format.apply(name).forEach(fault -> faults.add(FieldError.invalid(field, shown, fault)));
      if (!names.add(name)) {
        faults.add(FieldError.duplicate(field, shown));
      }
    }
    return names;
  }
}
