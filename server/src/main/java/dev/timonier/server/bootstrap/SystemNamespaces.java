package dev.timonier.server.bootstrap;

import dev.timonier.machinery.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/// The namespaces that every cluster has. One that somebody has deleted is made again.
public final class SystemNamespaces implements Bootstrap.Step {
  private static final List<String> NAMES =
      List.of("default", "kube-system", "kube-public", "kube-node-lease");

  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final SystemObjects objects;
  private final Recurring again;

  public SystemNamespaces(SystemObjects objects, Time time, Executor executor) {
    this.objects = objects;
    this.again = new Recurring(PERIOD, this::ensure, time, executor);
  }

  @Override
  public void run() {
    ensure();
    again.begin();
  }

  @Override
  public void close() {
    again.close();
  }

  private void ensure() {
    NAMES.forEach(name -> objects.ensure(place(name), _ -> {}));
  }

  private static SystemObjects.Place place(String name) {
    return new SystemObjects.Place("", "v1", "namespaces", "", name);
  }
}
