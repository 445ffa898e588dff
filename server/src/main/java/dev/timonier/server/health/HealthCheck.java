package dev.timonier.server.health;

import java.util.function.BooleanSupplier;

/// One thing that must be well.
///
/// @param fault what is told when it is not, to those who ask for it alone
public record HealthCheck(String name, BooleanSupplier isWell, String fault) {}
