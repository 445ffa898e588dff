package dev.timonier.server.admission.podsecurity;

import dev.timonier.machinery.status.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads the policy of a namespace from its labels. For one namespace.
///
/// Where a label is wrong, enforcement is as strict as can be, while audit and warnings are off.
final class PolicyLabels {
  private static final String PREFIX = "pod-security.kubernetes.io/";

  private final Map<String, String> labels;
  private final List<FieldError> errors = new ArrayList<>();

  private PolicyLabels(Map<String, String> labels) {
    this.labels = labels;
  }

  /// @param policy what the labels say
  /// @param errors the labels that say nothing
  record Parsed(Policy policy, List<FieldError> errors) {
    boolean isPrivileged() {
      return errors.isEmpty() && policy.isPrivileged();
    }
  }

  static Parsed parse(Map<String, String> labels, Policy defaults) {
    var parser = new PolicyLabels(labels);
    return new Parsed(parser.policy(defaults), List.copyOf(parser.errors));
  }

  /// Whether a mode is asked for by a label.
  static boolean hasMode(Map<String, String> labels, String mode) {
    return labels.containsKey(PREFIX + mode) || labels.containsKey(versionLabel(mode));
  }

  private Policy policy(Policy defaults) {
    var enforce = standard("enforce", defaults.enforce(), Level.RESTRICTED);
    var audit = standard("audit", defaults.audit(), Level.PRIVILEGED);
    var warn = standard("warn", defaults.warn(), Level.PRIVILEGED);
    return new Policy(
        enforce, audit, warnsOfEnforced(enforce, warn) ? likeEnforced(enforce, warn) : warn);
  }

  private Standard standard(String mode, Standard fallback, Level wrong) {
    var result = fallback;
    var level = labels.get(PREFIX + mode);
    if (level != null) {
      result = result.withLevel(level(PREFIX + mode, level, wrong));
    }
    var version = labels.get(versionLabel(mode));
    return version == null ? result : result.withVersion(version(versionLabel(mode), version));
  }

  private static String versionLabel(String mode) {
    return PREFIX + mode + "-version";
  }

  private Level level(String label, String text, Level wrong) {
    return Level.of(text)
        .orElseGet(
            () -> {
              refuse(label, text, "must be one of privileged, baseline, restricted");
              return wrong;
            });
  }

  private StandardVersion version(String label, String text) {
    return StandardVersion.of(text)
        .orElseGet(
            () -> {
              refuse(label, text, "must be \"latest\" or \"v1.x\"");
              return StandardVersion.LATEST;
            });
  }

  private void refuse(String label, String text, String message) {
    errors.add(
        FieldError.invalid("metadata.labels[" + label + "]", FieldError.quote(text), message));
  }

  /// Pods that are made by others are refused later: who writes the template is to know at once.
  private boolean warnsOfEnforced(Standard enforce, Standard warn) {
    var level = labels.get(PREFIX + "enforce");
    return !labels.containsKey(PREFIX + "warn")
        && level != null
        && Level.of(level).isPresent()
        && enforce.level().compareTo(warn.level()) > 0;
  }

  private Standard likeEnforced(Standard enforce, Standard warn) {
    return labels.containsKey(versionLabel("warn")) ? warn.withLevel(enforce.level()) : enforce;
  }
}
