package dev.timonier.server.resource.batch.job;

import dev.timonier.server.resource.batch.job.Indexes.IndexesException;
import dev.timonier.server.validation.Subject;
import java.util.Optional;

/// What holds for the indexes that a Job's status tells, as far as a write changes them.
final class JobIndexesRules {
  private final Subject spec;
  private final Subject completed;
  private final Subject failed;
  private final boolean completedChanged;
  private final boolean failedChanged;

  JobIndexesRules(JobStatusChange change) {
    this.spec = change.spec();
    this.completed = change.status().at("completedIndexes");
    this.failed = change.status().at("failedIndexes");
    this.completedChanged = change.isChanged("completedIndexes");
    this.failedChanged = change.isChanged("failedIndexes");
  }

  void validate() {
    var readable = spec.has("completions");
    if (completedChanged && readable) {
      parse(completed, "completedIndexes");
    }
    if (failedChanged && readable && spec.has("backoffLimitPerIndex") && failed.isPresent()) {
      parse(failed, "failedIndexes");
    }
    if (completedChanged && !completed.isEmpty() && !IndexedRules.isIndexed(spec)) {
      completed.invalid("cannot set non-empty completedIndexes when non-indexed completion mode");
    }
    if (failedChanged && failed.isPresent() && !spec.has("backoffLimitPerIndex")) {
      failed.invalid("cannot set non-null failedIndexes when backoffLimitPerIndex is null");
    }
    if ((failedChanged || completedChanged) && readable && failed.isPresent()) {
      overlap();
    }
  }

  private void parse(Subject indexes, String name) {
    try {
      indexes(indexes);
    } catch (IndexesException e) {
      indexes.invalid(
          Subject.quote(indexes.text()), "error parsing " + name + ": " + e.getMessage());
    }
  }

  private Indexes indexes(Subject indexes) {
    return Indexes.parse(indexes.text(), spec.at("completions").number());
  }

  private void overlap() {
    var both = readable(completed);
    var others = readable(failed);
    if (both.isPresent() && others.isPresent()) {
      both.get()
          .overlap(others.get())
          .ifPresent(
              index ->
                  failed.invalid("failedIndexes and completedIndexes overlap at index: " + index));
    }
  }

  private Optional<Indexes> readable(Subject indexes) {
    try {
      return Optional.of(indexes(indexes));
    } catch (IndexesException _) {
      return Optional.empty();
    }
  }
}
