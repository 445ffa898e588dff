package dev.timonier.storage.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.storage.RevisionedStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What concurrent clients and watchers see agrees with every guarantee. Each implementation has a
/// test that inherits this one.
public abstract class ConcurrentHistoryContract {
  /// A new store, which is closed by the caller.
  protected abstract RevisionedStore open() throws Exception;

  @Test
  @Timeout(600)
  void concurrentHistoryKeepsEveryGuarantee() throws Exception {
    try (var store = open()) {
      var session = Session.on(store);
      var recording = session.run();

      assertThat(Validator.findings(recording)).as("seed %d", session.seed()).isEmpty();
      assertThat(recording.acknowledged()).isNotEmpty();
      assertThat(recording.failures()).isEmpty();
    }
  }
}
