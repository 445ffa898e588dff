package dev.timonier.server.resource.batch.job;

import dev.timonier.server.resource.batch.job.Indexes.IndexesException;
import dev.timonier.server.validation.Subject;

/// What holds for the rules by which a Job succeeds early
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/job/#success-policy>).
final class SuccessPolicyRules {
  private static final int MOST_RULES = 20;
  private static final int MOST_INDEXES = 64 * 1024;

  private SuccessPolicyRules() {}

  static void validate(Subject spec) {
    if (!spec.has("successPolicy") || !IndexedRules.isIndexed(spec)) {
      return;
    }
    var rules = spec.at("successPolicy").at("rules");
    if (rules.isEmpty()) {
      rules.required("at least one rules must be specified when the successPolicy is specified");
    }
    if (rules.value().size() > MOST_RULES) {
      rules.tooMany(MOST_RULES);
    }
    var completions = spec.at("completions").number();
    rules.elements().forEach(rule -> rule(rule, completions));
  }

  private static void rule(Subject rule, long completions) {
    var indexes = rule.at("succeededIndexes");
    var count = rule.at("succeededCount");
    if (!indexes.isPresent() && !count.isPresent()) {
      rule.required("at least one of succeededCount or succeededIndexes must be specified");
    }
    var total = indexes.isPresent() ? indexes(indexes, completions) : Long.MAX_VALUE;
    if (!count.isPresent()) {
      return;
    }
    count.nonNegative();
    if (count.number() > completions) {
      count.invalid(
          "must be less than or equal to "
              + completions
              + " (the number of specified completions)");
    }
    if (count.number() > total) {
      count.invalid(
          "must be less than or equal to "
              + total
              + " (the number of indexes in the specified succeededIndexes field)");
    }
  }

  private static long indexes(Subject indexes, long completions) {
    if (indexes.text().length() > MOST_INDEXES) {
      indexes.tooLong(MOST_INDEXES);
    }
    try {
      return Indexes.parse(indexes.text(), completions).count();
    } catch (IndexesException e) {
      indexes.invalid("error parsing succeededIndexes: " + e.getMessage());
      return 0;
    }
  }
}
