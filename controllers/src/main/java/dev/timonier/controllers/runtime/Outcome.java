package dev.timonier.controllers.runtime;

import java.time.Duration;
import java.util.Optional;

/// What becomes of a key after it was reconciled.
public sealed interface Outcome {
  Outcome DONE = new Done();

  /// Nothing is left to do until something changes.
  record Done() implements Outcome {}

  /// Look again after a while, as for a deadline.
  record After(Duration delay) implements Outcome {}

  /// Something stood in the way; try again, later each time.
  record Retry(String reason) implements Outcome {}

  /// After the delay if there is one.
  static Outcome after(Optional<Duration> delay) {
    return delay.<Outcome>map(After::new).orElse(DONE);
  }
}
