package dev.timonier.server.registry;

/// Which part of an object a write may change.
public enum Part {
  /// Everything but the status.
  MAIN(""),
  STATUS("status"),
  /// A namespace's finalizers.
  FINALIZE("finalize"),
  /// A pod's ephemeral containers.
  EPHEMERAL_CONTAINERS("ephemeralcontainers"),
  /// The resources of a pod's containers.
  RESIZE("resize"),
  /// A certificate signing request's approval.
  APPROVAL("approval"),
  /// Where a pod runs.
  BINDING("binding"),
  /// A pod's being there.
  EVICTION("eviction"),
  /// The number of replicas.
  SCALE("scale"),
  /// A request for a service account's token.
  TOKEN("token");

  private final String subresource;

  Part(String subresource) {
    this.subresource = subresource;
  }

  /// As in the path; empty for the object itself.
  public String subresource() {
    return subresource;
  }
}
