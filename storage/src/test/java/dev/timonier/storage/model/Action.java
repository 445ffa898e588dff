package dev.timonier.storage.model;

import java.time.Duration;
import java.util.List;

/// Something that can be done to a store.
public sealed interface Action {
  /// Guards and changes on a few keys. Revisions in guards are relative to the present.
  record Commit(List<GuardOn> guards, List<Change> changes) implements Action {}

  /// Looks at everything, at a revision so far back.
  record Look(int revisionsBack, int limit) implements Action {}

  record Compact(int revisionsBack) implements Action {}

  record Grant(Duration ttl) implements Action {}

  record Renew(int lease) implements Action {}

  record Revoke(int lease) implements Action {}

  record Pass(Duration time) implements Action {}

  /// Closes and opens the store, if it lasts.
  record Reopen() implements Action {}

  /// A condition on a key, with the right revision or version, or a wrong one.
  record GuardOn(String key, Condition condition) {}

  /// Which condition.
  enum Condition {
    ABSENT,
    PRESENT_REVISION,
    PRESENT_VERSION,
    WRONG_REVISION
  }

  /// A put with a value and perhaps the lease of that number (0 for none), or a deletion.
  sealed interface Change {
    String key();

    record Put(String key, String value, int lease) implements Change {}

    record Delete(String key) implements Change {}
  }
}
