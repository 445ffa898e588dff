package dev.timonier.cluster.command;

import dev.timonier.cluster.LeaderElection;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/// `--leader-elect` and what belongs to it, with the defaults of Kubernetes' components.
final class LeaderElectionFlags {
  @Option(
      names = "--leader-elect",
      paramLabel = "BOOL",
      arity = "0..1",
      defaultValue = "true",
      fallbackValue = "true",
      description = "work only while no other process of this component does (default: true)")
  private boolean elected = true;

  @Option(
      names = "--leader-elect-lease-duration",
      paramLabel = "D",
      converter = DurationFlag.class,
      defaultValue = "15s",
      description =
          "how long the others wait after they have last seen the leader (default:"
              + " ${DEFAULT-VALUE})")
  private Duration leaseDuration = Duration.ZERO;

  @Option(
      names = "--leader-elect-renew-deadline",
      paramLabel = "D",
      converter = DurationFlag.class,
      defaultValue = "10s",
      description =
          "how long the leader tries to stay it before it gives up (default: ${DEFAULT-VALUE})")
  private Duration renewDeadline = Duration.ZERO;

  @Option(
      names = "--leader-elect-retry-period",
      paramLabel = "D",
      converter = DurationFlag.class,
      defaultValue = "2s",
      description = "how long all wait between two tries (default: ${DEFAULT-VALUE})")
  private Duration retryPeriod = Duration.ZERO;

  /// How a component is elected, if it is.
  ///
  /// @throws CommandFailure when the durations make no sense together
  Optional<LeaderElection> of(LeaderElection usual) {
    if (!elected) {
      return Optional.empty();
    }
    require(
        leaseDuration.compareTo(renewDeadline) > 0,
        "--leader-elect-lease-duration must be greater than --leader-elect-renew-deadline");
    require(
        renewDeadline.compareTo(retryPeriod) > 0,
        "--leader-elect-renew-deadline must be greater than --leader-elect-retry-period");
    require(retryPeriod.isPositive(), "--leader-elect-retry-period must be greater than zero");
    return Optional.of(
        new LeaderElection(
            leaseDuration, renewDeadline, retryPeriod, usual.name(), usual.namespace()));
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new CommandFailure(rule);
    }
  }
}
