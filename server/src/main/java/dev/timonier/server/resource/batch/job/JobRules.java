package dev.timonier.server.resource.batch.job;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.resource.workload.Counts;
import dev.timonier.server.resource.workload.SelectorRules;
import dev.timonier.server.resource.workload.TemplateRules;
import dev.timonier.server.validation.DomainPath;
import dev.timonier.server.validation.LabelSelectorRules;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// Finds what is wrong with Jobs
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/job/>).
public final class JobRules {
  private static final List<String> MODES = List.of("NonIndexed", "Indexed");
  private static final List<String> REPLACEMENTS = List.of("Failed", "TerminatingOrFailed");
  private static final int MOST_MANAGER = 63;

  private JobRules() {}

  /// Examines a whole Job, new or changed.
  static void create(Subject job) {
    GeneratedSelector.validate(job);
    var spec = job.at("spec");
    spec(spec);
    hostNames(job, spec);
  }

  /// Examines what a Job is to do.
  static void spec(Subject spec) {
    template(spec);
    selector(spec);
  }

  private static void selector(Subject spec) {
    var selector = spec.at("selector");
    if (selector.isPresent()) {
      LabelSelectorRules.validate(selector);
    } else {
      selector.required();
    }
    SelectorRules.read(selector.value())
        .ifPresent(read -> SelectorRules.matches(read, spec.at("template")));
  }

  /// The pod with the highest index must be a possible host name.
  private static void hostNames(Subject job, Subject spec) {
    var completions = spec.at("completions").number();
    if (!IndexedRules.isIndexed(spec) || completions <= 0) {
      return;
    }
    var name = job.at("metadata").at("name");
    var host = name.text() + "-" + (completions - 1);
    if (!Format.DNS_LABEL.check(host).isEmpty()) {
      name.invalid("will not able to create pod with invalid DNS label: " + host);
    }
  }

  /// Examines what Jobs and templates of Jobs have in common.
  public static void template(Subject spec) {
    Counts.nonNegative(
        spec,
        "parallelism",
        "completions",
        "activeDeadlineSeconds",
        "backoffLimit",
        "ttlSecondsAfterFinished",
        "backoffLimitPerIndex",
        "maxFailedIndexes");
    if (spec.has("maxFailedIndexes") && !spec.has("backoffLimitPerIndex")) {
      spec.at("backoffLimitPerIndex").required("when maxFailedIndexes is specified");
    }
    managedBy(spec.at("managedBy"));
    if (spec.has("completionMode")) {
      spec.at("completionMode").oneOf(MODES);
    }
    IndexedRules.validate(spec);
    FailurePolicyRules.validate(spec);
    SuccessPolicyRules.validate(spec);
    replacement(spec);
    TemplateRules.validate(spec.at("template"));
    restartPolicy(spec);
  }

  private static void managedBy(Subject manager) {
    if (!manager.isPresent()) {
      return;
    }
    DomainPath.validate(manager);
    if (manager.text().length() > MOST_MANAGER) {
      manager.tooLong(MOST_MANAGER);
    }
  }

  private static void replacement(Subject spec) {
    var policy = spec.at("podReplacementPolicy");
    if (policy.isPresent()) {
      policy.oneOf(spec.has("podFailurePolicy") ? List.of("Failed") : REPLACEMENTS);
    }
  }

  private static void restartPolicy(Subject spec) {
    var policy = spec.at("template").at("spec").at("restartPolicy");
    switch (policy.text()) {
      case "", "Always" -> policy.required("valid values: \"OnFailure\", \"Never\"");
      case "Never" -> {}
      case "OnFailure" -> {
        if (spec.has("podFailurePolicy")) {
          policy.invalid("only \"Never\" is supported when podFailurePolicy is specified");
        }
      }
      default -> policy.notSupported(List.of("OnFailure", "Never"));
    }
  }
}
