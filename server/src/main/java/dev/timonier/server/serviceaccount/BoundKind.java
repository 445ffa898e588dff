package dev.timonier.server.serviceaccount;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.objectstore.ObjectKey;
import java.util.Arrays;
import java.util.Optional;

/// The kinds of objects that a token can be bound to.
enum BoundKind {
  POD("Pod", "pod", "pods"),
  SECRET("Secret", "secret", "secrets"),
  NODE("Node", "node", "nodes");

  private final String kind;
  private final String claim;
  private final String plural;

  BoundKind(String kind, String claim, String plural) {
    this.kind = kind;
    this.claim = claim;
    this.plural = plural;
  }

  static Optional<BoundKind> find(String kind) {
    return Arrays.stream(values()).filter(bound -> bound.kind.equals(kind)).findFirst();
  }

  /// Its name among the claims.
  String claim() {
    return claim;
  }

  GroupResource resource() {
    return new GroupResource("", plural);
  }

  String path(String namespace, String name) {
    return ObjectKey.path(this == NODE ? "" : namespace, name);
  }
}
