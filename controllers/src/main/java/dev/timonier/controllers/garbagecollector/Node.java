package dev.timonier.controllers.garbagecollector;

import dev.timonier.controllers.garbagecollector.Observed.Deletion;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// An object in the graph. Guarded by the graph.
final class Node {
  ObjectIdentity identity;
  List<OwnerReference> owners = List.of();
  final Set<Node> dependents = new HashSet<>();
  Deletion deletion = Deletion.NONE;

  /// Known only because another object names it as its owner.
  boolean virtual = true;

  Node(ObjectIdentity identity) {
    this.identity = identity;
  }

  boolean deletesDependents() {
    return deletion == Deletion.WAITING_FOR_DEPENDENTS;
  }

  /// The object names this owner as one that must not go before it.
  boolean blocks(Node owner) {
    return owners.stream()
        .anyMatch(
            r ->
                r.getUid().equals(owner.identity.uid())
                    && Boolean.TRUE.equals(r.getBlockOwnerDeletion()));
  }
}
