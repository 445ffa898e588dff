package dev.timonier.server.bootstrap;

import java.util.List;

/// The namespaces that every cluster has.
public final class SystemNamespaces implements Bootstrap.Step {
  private static final List<String> NAMES =
      List.of("default", "kube-system", "kube-public", "kube-node-lease");

  private final SystemObjects objects;

  public SystemNamespaces(SystemObjects objects) {
    this.objects = objects;
  }

  @Override
  public void run() {
    NAMES.forEach(name -> objects.ensure(place(name), _ -> {}));
  }

  private static SystemObjects.Place place(String name) {
    return new SystemObjects.Place("", "v1", "namespaces", "", name);
  }
}
