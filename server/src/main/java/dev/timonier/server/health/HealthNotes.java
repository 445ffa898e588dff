package dev.timonier.server.health;

/// Is told what each check has found when all were asked.
@FunctionalInterface
public interface HealthNotes {
  /// @param endpoint `livez`, `readyz` or `healthz`
  void checked(String check, String endpoint, Health found);
}
