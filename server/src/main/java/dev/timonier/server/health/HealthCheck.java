package dev.timonier.server.health;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// One thing that must be well.
///
/// @param fault what is told when it is not, to those who ask for it alone; empty when it is well
public record HealthCheck(String name, Supplier<Optional<String>> fault) {
  /// A check of which there is but one thing to say.
  static HealthCheck of(String name, BooleanSupplier isWell, String fault) {
    return new HealthCheck(
        name, () -> isWell.getAsBoolean() ? Optional.empty() : Optional.of(fault));
  }
}
