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

  @Option(
      names = "--leader-elect-resource-name",
      paramLabel = "NAME",
      description = "the name of the lease that tells the leader (default: the component's)")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--leader-elect-resource-namespace",
      paramLabel = "NAME",
      description = "the namespace of that lease (default: kube-system)")
  private Optional<String> namespace = Optional.empty();

  /// How a component is elected, if it is.
  ///
  /// @throws CommandFailure when the durations make no sense together, or the lease has no name
  Optional<LeaderElection> of(LeaderElection usual) {
    return elected ? Optional.of(changed(usual)) : Optional.empty();
  }

  private LeaderElection changed(LeaderElection usual) {
    greater("lease-duration", leaseDuration, "renew-deadline", renewDeadline);
    greater("renew-deadline", renewDeadline, "retry-period", retryPeriod);
    CommandFailure.unless(
        retryPeriod.isPositive(), "--leader-elect-retry-period must be greater than zero");
    return new LeaderElection(
        leaseDuration,
        renewDeadline,
        retryPeriod,
        given("name", name.orElse(usual.name())),
        given("namespace", namespace.orElse(usual.namespace())));
  }

  private static void greater(
      String longerFlag, Duration longer, String shorterFlag, Duration shorter) {
    CommandFailure.unless(
        longer.compareTo(shorter) > 0,
        "--leader-elect-" + longerFlag + " must be greater than --leader-elect-" + shorterFlag);
  }

  private static String given(String flag, String value) {
    CommandFailure.unless(!value.isEmpty(), "--leader-elect-resource-" + flag + " is required");
    return value;
  }
}
