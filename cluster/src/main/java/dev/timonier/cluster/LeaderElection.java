package dev.timonier.cluster;

import java.time.Duration;

/// How the processes of one component agree on the one that works, as the flags `--leader-elect-…`
/// of Kubernetes' components say it
/// (<https://kubernetes.io/docs/concepts/architecture/leases/#leader-election>).
///
/// @param leaseDuration how long the others wait after they have last seen the lease renewed
/// @param renewDeadline how long the leader tries to renew it before it gives up; less than
///   `leaseDuration`
/// @param retryPeriod between two tries to take or renew it; less than `renewDeadline`
/// @param name of the lease
/// @param namespace of the lease
public record LeaderElection(
    Duration leaseDuration,
    Duration renewDeadline,
    Duration retryPeriod,
    String name,
    String namespace) {
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration RENEW = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);

  /// How long a try to take or renew the lease may last, lest one that hangs costs the leadership;
  /// as client-go's `resourcelock.NewFromKubeconfig` has it.
  Duration patience() {
    var half = renewDeadline.dividedBy(2);
    return half.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : half;
  }

  /// With the defaults of Kubernetes.
  static LeaderElection of(Program program) {
    return new LeaderElection(LEASE, RENEW, RETRY, program.binary(), "kube-system");
  }
}
