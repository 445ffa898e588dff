package dev.timonier.controllers;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// How the controller manager runs.
///
/// @param workers by the name of a controller, where it differs from the default
/// @param rootCa certificates in PEM that every namespace gets; none, and nothing is published
/// @param namespaceGrace how long after its deletion a namespace is left alone, so that every API
///   server knows of it; zero where there is one API server
public record ManagerConfiguration(
    ControllerSelection controllers,
    Map<String, Integer> workers,
    Optional<String> rootCa,
    Duration namespaceGrace) {
  public static final ManagerConfiguration DEFAULT =
      new ManagerConfiguration(
          ControllerSelection.DEFAULT, Map.of(), Optional.empty(), Duration.ofSeconds(5));

  public ManagerConfiguration withControllers(ControllerSelection selection) {
    return new ManagerConfiguration(selection, workers, rootCa, namespaceGrace);
  }

  public ManagerConfiguration withRootCa(String certificates) {
    return new ManagerConfiguration(
        controllers, workers, Optional.of(certificates), namespaceGrace);
  }

  public ManagerConfiguration withNamespaceGrace(Duration grace) {
    return new ManagerConfiguration(controllers, workers, rootCa, grace);
  }
}
