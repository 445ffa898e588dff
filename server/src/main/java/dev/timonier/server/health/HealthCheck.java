package dev.timonier.server.health;

import java.util.function.BooleanSupplier;

/// One thing that must be well.
public record HealthCheck(String name, BooleanSupplier isWell) {}
