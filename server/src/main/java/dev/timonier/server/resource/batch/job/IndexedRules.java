package dev.timonier.server.resource.batch.job;

import dev.timonier.server.validation.Subject;

/// What holds for Jobs whose pods have indexes, and what only they may have
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode>).
final class IndexedRules {
  static final long MOST = 100_000;
  static final long MOST_OF_HUGE = 10_000;

  private IndexedRules() {}

  static boolean isIndexed(Subject spec) {
    return spec.at("completionMode").text().equals("Indexed");
  }

  static void validate(Subject spec) {
    if (isIndexed(spec)) {
      indexed(spec);
    }
    var mode = spec.at("completionMode").text();
    if (mode.isEmpty() || mode.equals("NonIndexed")) {
      unindexed(spec);
    }
  }

  private static void unindexed(Subject spec) {
    var reason = "requires indexed completion mode";
    if (spec.has("backoffLimitPerIndex")) {
      spec.at("backoffLimitPerIndex").invalid(reason);
    }
    if (spec.has("maxFailedIndexes")) {
      spec.at("maxFailedIndexes").invalid(reason);
    }
    if (spec.has("successPolicy")) {
      spec.at("successPolicy").as("batch/v1.SuccessPolicy").invalid(reason);
    }
  }

  private static void indexed(Subject spec) {
    var completions = spec.at("completions");
    var failed = spec.at("maxFailedIndexes");
    if (!completions.isPresent()) {
      completions.required("when completion mode is Indexed");
    }
    if (spec.at("parallelism").number() > MOST) {
      spec.at("parallelism")
          .invalid("must be less than or equal to 100000 when completion mode is Indexed");
    }
    if (completions.isPresent() && failed.isPresent() && failed.number() > completions.number()) {
      failed.invalid("must be less than or equal to completions");
    }
    if (failed.number() > MOST) {
      failed.invalid("must be less than or equal to 100000");
    }
    if (completions.number() > MOST && spec.has("backoffLimitPerIndex")) {
      huge(spec, failed);
    }
  }

  private static void huge(Subject spec, Subject failed) {
    var reason =
        "must be less than or equal to 10000 when completions are above 100000 and used with"
            + " backoff limit per index";
    if (!failed.isPresent()) {
      failed.required("must be specified when completions is above 100000");
    }
    if (spec.at("parallelism").number() > MOST_OF_HUGE) {
      spec.at("parallelism").invalid(reason);
    }
    if (failed.number() > MOST_OF_HUGE) {
      failed.invalid(reason);
    }
  }
}
