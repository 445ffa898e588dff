package dev.timonier.controllers;

import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.machinery.informer.Informers;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the controllers of kube-controller-manager. They share one informer for each kind, and
/// begin to work when these have seen what there is.
///
/// ```java
/// try (var manager = new ControllerManager(_ -> client, ManagerConfiguration.DEFAULT, time)) {
///   manager.start();
/// }
/// ```
///
/// Clients are asked for by the name of a controller's service account, as `deployment-controller`,
/// for `shared-informers`, which only reads, and for `tokens-controller`, which writes what service
/// accounts begin with; they stay the caller's to close.
public final class ControllerManager implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControllerManager.class);

  private final Informers informers;
  private final ExecutorService events;
  private final List<Controller> controllers;
  private final Thread starter;
  private volatile boolean working;

  public ControllerManager(
      Function<String, KubernetesClient> clients, ManagerConfiguration configuration, Time time) {
    informers = new Informers(clients.apply("shared-informers"), time);
    events = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("events").factory());
    var context = new ControllerContext(clients, informers, time, events);
    controllers =
        Registry.CONTROLLERS.stream()
            .filter(configuration.controllers()::runs)
            .map(descriptor -> descriptor.make(context, configuration))
            .toList();
    starter = Thread.ofVirtual().name("controller-manager").unstarted(this::work);
  }

  /// The names that `--controllers` understands.
  public static List<String> names() {
    return Registry.CONTROLLERS.stream().map(ControllerDescriptor::name).toList();
  }

  /// Begins; returns at once.
  public void start() {
    informers.start();
    starter.start();
  }

  /// The controllers know what there is and work.
  public boolean working() {
    return working;
  }

  /// The controllers work, and nothing waits to be worked on. Timers may be set, and what the API
  /// server has not told yet is not known.
  public boolean idle() {
    return working && controllers.stream().allMatch(Controller::idle);
  }

  @Override
  public void close() {
    starter.interrupt();
    synchronized (this) {
      working = false;
      controllers.forEach(Controller::close);
    }
    informers.close();
    events.shutdownNow();
  }

  private void work() {
    try {
      informers.awaitSync();
      startAll();
    } catch (InterruptedException _) {
      LOG.debug("closed before the controllers started");
    }
  }

  private synchronized void startAll() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    controllers.forEach(Controller::start);
    working = true;
  }
}
