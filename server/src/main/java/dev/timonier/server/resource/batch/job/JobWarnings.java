package dev.timonier.server.resource.batch.job;

import dev.timonier.server.resource.core.podspec.PodWarnings;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;

/// What a Job's author had better not write, though it is allowed.
public final class JobWarnings {
  private JobWarnings() {}

  /// @param spec of a Job, or of a template of Jobs, at its path in the object
  public static List<String> of(Subject spec) {
    var warnings = new ArrayList<String>();
    if (IndexedRules.isIndexed(spec)
        && spec.at("completions").number() > IndexedRules.MOST
        && spec.at("parallelism").number() > IndexedRules.MOST_OF_HUGE) {
      warnings.add(
          spec.path()
              + ": In Indexed Jobs with a number of completions higher than 10^5 and a parallelism"
              + " higher than 10^4, Kubernetes might not be able to track completedIndexes when a"
              + " big number of indexes fail");
    }
    warnings.addAll(PodWarnings.of(spec.at("template")));
    return warnings;
  }
}
