package dev.timonier.nodeagent.runtime;

/// Whose namespace of one sort a sandbox or container uses.
public enum NamespaceMode {
  /// One for the pod.
  POD,
  /// One for the container.
  CONTAINER,
  /// The machine's.
  NODE
}
