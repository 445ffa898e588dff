package dev.timonier.server.authz.node;

/// An object that a node may use.
///
/// @param namespace where the object is
record Use(String node, Kind kind, String namespace, String name) {
  /// What pods name.
  enum Kind {
    SECRET,
    CONFIG_MAP,
    SERVICE_ACCOUNT,
    CLAIM,
    RESOURCE_CLAIM
  }
}
