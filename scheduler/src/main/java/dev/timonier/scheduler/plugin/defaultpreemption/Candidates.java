package dev.timonier.scheduler.plugin.defaultpreemption;

import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.Failed;
import dev.timonier.scheduler.framework.Status.Hopeless;
import dev.timonier.scheduler.framework.Status.Nominated;
import dev.timonier.scheduler.framework.Status.UnschedulableAndUnresolvable;
import dev.timonier.scheduler.plugin.defaultpreemption.Finding.Broken;
import dev.timonier.scheduler.plugin.defaultpreemption.Finding.Candidate;
import dev.timonier.scheduler.plugin.defaultpreemption.Finding.Refused;
import dev.timonier.scheduler.runtime.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What was found out about the nodes, one by one.
final class Candidates {
  private static final UnschedulableAndUnresolvable NOT_HELPFUL =
      new UnschedulableAndUnresolvable("Preemption is not helpful for scheduling");

  private final List<Candidate> candidates = new ArrayList<>();
  private final List<Failed> failures = new ArrayList<>();
  private final Diagnosis diagnosis;

  /// @param nodes how many there are in all
  Candidates(int nodes) {
    diagnosis = new Diagnosis(nodes);
    diagnosis.rejectOthers(Set.of(), NOT_HELPFUL);
  }

  void take(int position, Finding finding) {
    switch (finding) {
      case Candidate candidate -> candidates.add(candidate);
      case Refused(var rejection) -> diagnosis.reject(position, DefaultPreemption.NAME, rejection);
      case Broken(var failure) -> failures.add(failure);
    }
  }

  int count() {
    return candidates.size();
  }

  Status.OfPostFilter best() {
    if (!candidates.isEmpty()) {
      var best = candidates.stream().min(Candidate.LEAST_HARM).orElseThrow();
      return new Nominated(best.nodeName(), best.victims());
    }
    return failures.isEmpty()
        ? new Hopeless("preemption: " + diagnosis.message())
        : failures.getFirst();
  }
}
