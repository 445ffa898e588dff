package dev.timonier.server.resource.core.podspec;

import java.util.List;

/// The lists of a pod's specification that have containers, in the order in which Kubernetes visits
/// them.
public final class ContainerLists {
  public static final List<String> ALL =
      List.of("initContainers", "containers", "ephemeralContainers");

  private ContainerLists() {}
}
