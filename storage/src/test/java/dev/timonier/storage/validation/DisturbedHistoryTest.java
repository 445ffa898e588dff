package dev.timonier.storage.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.contract.ManualTime;
import dev.timonier.storage.memory.MemoryStore;
import org.junit.jupiter.api.Test;

/// A store that loses answers is sound as long as it says so.
class DisturbedHistoryTest {
  @Test
  void commitsWithoutAnAnswerMayBeAppliedOrNot() throws Exception {
    var result = losingAnswers(Outcome.UNKNOWN);

    assertThat(result.failures()).isPositive();
    assertThat(result.findings()).as("seed %d", result.seed()).isEmpty();
  }

  @Test
  void commitThatIsAppliedThoughItIsSaidNotToBeIsNotHonest() throws Exception {
    assertThat(losingAnswers(Outcome.NOT_APPLIED).findings()).containsOnlyKeys("honest");
  }

  private static DisturbedHistory.Result losingAnswers(Outcome said) throws Exception {
    try (var store = new MemoryStore(new ManualTime().context())) {
      var forgetful = FlawedStores.forgettingAnswers(store, said);
      return new DisturbedHistory(forgetful, store).under(Disturbance.NONE);
    }
  }
}
