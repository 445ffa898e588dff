package dev.timonier.storage.validation;

import dev.timonier.storage.RevisionedStore;
import java.util.List;

/// Clients work on a store whose machine then loses power, as far as they can tell.
public record PowerCut(RevisionedStore store) {
  /// Opens what the power cut has left.
  @FunctionalInterface
  public interface Recovery {
    RevisionedStore open() throws Exception;
  }

  /// What was acknowledged and is gone.
  public List<String> losses(Recovery recovery) throws Exception {
    var recording = new Session(store, 8, 200, 11).run();
    try (var recovered = recovery.open()) {
      return new DurableCheck(recovered).findings(recording, new Truth(recording));
    }
  }

  /// A store that makes every commit durable.
  public static RevisionedStore acknowledgingDurably(RevisionedStore sound) {
    return FlawedStores.acknowledgingDurably(sound);
  }

  /// A store that acknowledges before it has synced.
  public static RevisionedStore acknowledgingEarly(RevisionedStore sound) {
    return FlawedStores.acknowledgingEarly(sound);
  }
}
