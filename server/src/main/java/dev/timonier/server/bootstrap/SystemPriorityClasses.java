package dev.timonier.server.bootstrap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.resource.scheduling.SystemPriorityClass;

/// The PriorityClasses that every cluster has.
public final class SystemPriorityClasses implements Bootstrap.Step {
  private final SystemObjects objects;

  public SystemPriorityClasses(SystemObjects objects) {
    this.objects = objects;
  }

  @Override
  public void run() {
    for (var known : SystemPriorityClass.values()) {
      objects.ensure(place(known), root -> fill(root, known));
    }
  }

  private static SystemObjects.Place place(SystemPriorityClass known) {
    return new SystemObjects.Place(
        "scheduling.k8s.io", "v1", "priorityclasses", "", known.toString());
  }

  private static void fill(ObjectNode root, SystemPriorityClass known) {
    root.put("value", known.value()).put("description", known.description());
  }
}
