package dev.timonier.server.authz.node;

/// Is told how long it took to note what nodes have to do with an object.
@FunctionalInterface
public interface GraphNotes {
  /// @param action as Kubernetes calls it, `AddPod`
  void took(String action, long nanos);
}
