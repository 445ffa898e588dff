package dev.timonier.scheduler.config;

import java.time.Duration;
import java.util.List;

/// How the scheduler schedules.
///
/// @param parallelism by how many threads the nodes of a large cluster are looked at, at most
/// @param percentageOfNodesToScore how many of all nodes are to be found for a pod before looking
///   for the best of them; zero lets the number of nodes decide
/// @param podInitialBackoff how long a pod waits after its first try
/// @param podMaxBackoff how long a pod waits at most
public record SchedulerConfiguration(
    int parallelism,
    int percentageOfNodesToScore,
    Duration podInitialBackoff,
    Duration podMaxBackoff,
    List<Profile> profiles) {
  public static final SchedulerConfiguration DEFAULT =
      new SchedulerConfiguration(
          16, 0, Duration.ofSeconds(1), Duration.ofSeconds(10), List.of(Profile.DEFAULT));

  /// @throws ConfigurationException with all that is wrong
  public SchedulerConfiguration {
    profiles = List.copyOf(profiles);
    ConfigurationCheck.check(
        parallelism, percentageOfNodesToScore, podInitialBackoff, podMaxBackoff, profiles);
  }

  /// Reads a KubeSchedulerConfiguration in YAML or JSON.
  ///
  /// @throws ConfigurationException with what is wrong
  public static SchedulerConfiguration parse(String text) {
    return new ConfigurationReader().read(text);
  }
}
