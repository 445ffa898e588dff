package dev.timonier.server.resource.batch.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;

/// What a Job's specification has where its author said nothing; a template of Jobs has only some
/// of it.
public final class JobDefaults {
  private static final int BACKOFF = 6;

  private JobDefaults() {}

  static void set(ObjectNode spec) {
    if (!spec.hasNonNull("completions") && !spec.hasNonNull("parallelism")) {
      spec.put("completions", 1);
    }
    Trees.setDefault(spec, "parallelism", 1);
    var perIndex = spec.hasNonNull("backoffLimitPerIndex");
    Trees.setDefault(spec, "backoffLimit", perIndex ? Integer.MAX_VALUE : BACKOFF);
    var policy = spec.hasNonNull("podFailurePolicy");
    Trees.setDefault(spec, "podReplacementPolicy", policy ? "Failed" : "TerminatingOrFailed");
    setPolicyDefaults(spec);
  }

  /// Fills in what the rules for failed pods leave out.
  public static void setPolicyDefaults(ObjectNode spec) {
    for (var rule : Trees.objects(spec.path("podFailurePolicy").path("rules"))) {
      for (var condition : Trees.objects(rule.path("onPodConditions"))) {
        Trees.setDefaultUnlessZero(condition, "status", "True");
      }
    }
  }
}
