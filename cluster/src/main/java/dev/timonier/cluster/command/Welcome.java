package dev.timonier.cluster.command;

import dev.timonier.cluster.directory.DataDirectory;
import java.time.Duration;

/// What a user reads when the cluster is ready.
final class Welcome {
  private static final double NANOS_PER_SECOND = 1e9;

  private Welcome() {}

  static String text(DataDirectory directory, Duration took) {
    return """
    Ready in %.1f s. The kubeconfig is %s

      export KUBECONFIG=%s
      kubectl get nodes
      kubectl create deployment web --image=nginx --replicas=3
    """
        .formatted(
            took.toNanos() / NANOS_PER_SECOND, directory.kubeconfig(), directory.kubeconfig());
  }
}
