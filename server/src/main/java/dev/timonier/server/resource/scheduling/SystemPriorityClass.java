package dev.timonier.server.resource.scheduling;

import java.util.Arrays;
import java.util.Optional;

/// The PriorityClasses that every cluster has.
public enum SystemPriorityClass {
  SYSTEM_NODE_CRITICAL(
      "system-node-critical",
      2000001000,
      "Used for system critical pods that must not be moved from their current node."),
  SYSTEM_CLUSTER_CRITICAL(
      "system-cluster-critical",
      2000000000,
      "Used for system critical pods that must run in the cluster, but can be moved to another node"
          + " if necessary.");

  private final String text;
  private final int value;
  private final String description;

  SystemPriorityClass(String text, int value, String description) {
    this.text = text;
    this.value = value;
    this.description = description;
  }

  public static Optional<SystemPriorityClass> find(String name) {
    return Arrays.stream(values()).filter(known -> known.text.equals(name)).findFirst();
  }

  public int value() {
    return value;
  }

  public String description() {
    return description;
  }

  /// The name.
  @Override
  public String toString() {
    return text;
  }
}
