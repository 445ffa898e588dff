package dev.timonier.scheduler.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.scheduler.framework.Status.Unschedulable;
import dev.timonier.scheduler.framework.Status.UnschedulableAndUnresolvable;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
  private static final Unschedulable NO_CPU = new Unschedulable("Insufficient cpu");

  @Test
  void reasonsAreCountedAndSortedAsText() {
    var diagnosis = new Diagnosis(13);
    for (var i = 0; i < 10; i++) {
      diagnosis.reject(i, "Fit", new Unschedulable("Insufficient cpu", "Insufficient memory"));
    }
    diagnosis.reject(10, "Fit", new Unschedulable("Insufficient memory"));
    diagnosis.reject(11, "Ports", new Unschedulable("no ports"));
    diagnosis.reject(12, "Ports", new Unschedulable("no ports"));

    assertThat(diagnosis.message())
        .isEqualTo(
            "0/13 nodes are available: "
                + "10 Insufficient cpu, 11 Insufficient memory, 2 no ports.");
    assertThat(diagnosis.plugins()).containsExactlyInAnyOrder("Fit", "Ports");
  }

  @Test
  void whatIsSaidOfThePodStandsInPlaceOfTheNumbers() {
    var diagnosis = new Diagnosis(2);
    diagnosis.rejectAll(Set.of("Volumes"), new UnschedulableAndUnresolvable("no claim"));
    diagnosis.postFilterSaid("preemption: not helpful");

    assertThat(diagnosis.message())
        .isEqualTo("0/2 nodes are available: no claim. preemption: not helpful");
  }

  @Test
  void nodesThatWereNotLookedAtShareAReason() {
    var diagnosis = new Diagnosis(5);
    diagnosis.rejectOthers(Set.of("Named"), new UnschedulableAndUnresolvable("not named"));
    diagnosis.reject(3, "Fit", NO_CPU);

    assertThat(diagnosis.message())
        .isEqualTo("0/5 nodes are available: 1 Insufficient cpu, 4 not named.");
    assertThat(diagnosis.rejection(3)).contains(NO_CPU);
    assertThat(diagnosis.rejection(0)).hasValueSatisfying(r -> assertThat(r).isNotEqualTo(NO_CPU));
  }
}
