package dev.timonier.nodeagent.pod;

import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import java.util.Optional;

/// What is known of the nodes whose pods are worked on.
public interface Nodes {
  /// The node's object, with its labels and what it can allocate.
  Optional<Node> node(String name);

  /// The node of what the runtime has and the API does not.
  String defaultName();

  /// The node's addresses, the primary one first.
  List<String> addresses(String name);
}
