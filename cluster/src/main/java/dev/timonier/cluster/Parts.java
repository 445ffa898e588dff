package dev.timonier.cluster;

import dev.timonier.controllers.ClusterKeys;
import dev.timonier.controllers.ControllerManager;
import dev.timonier.controllers.ManagerConfiguration;
import dev.timonier.machinery.time.Time;
import dev.timonier.scheduler.Scheduler;
import dev.timonier.scheduler.config.SchedulerConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.function.Function;

/// Starts the parts of a control plane that are clients, wherever their server is. The clients stay
/// the caller's.
final class Parts {
  private Parts() {}

  /// How the controllers run, unless flags say otherwise.
  static ManagerConfiguration controllerConfiguration(ClusterKeys keys) {
    return ManagerConfiguration.DEFAULT.withKeys(keys).withNamespaceGrace(Duration.ZERO);
  }

  /// @param clients by the names of the controllers' service accounts
  static ControllerManager controllers(
      Function<String, KubernetesClient> clients, ManagerConfiguration configuration, Time time) {
    var manager = new ControllerManager(clients, configuration, time);
    manager.start();
    return manager;
  }

  static Scheduler scheduler(KubernetesClient client, Time time) {
    var scheduler = new Scheduler(client, SchedulerConfiguration.DEFAULT, time);
    scheduler.start();
    return scheduler;
  }
}
