package dev.timonier.server.authz.node;

import dev.timonier.server.authn.User;
import java.util.Optional;

/// The node that a user is.
///
/// @param name empty when the user is a node, but none that is known
public record NodeIdentity(String name) {
  /// In which all nodes are.
  public static final String GROUP = "system:nodes";

  private static final String PREFIX = "system:node:";

  /// A node has both: a name that says which one it is, and the group.
  public static Optional<NodeIdentity> of(User user) {
    return user.isIn(GROUP) ? named(user.name()) : Optional.empty();
  }

  /// Whom the name of a user stands for, whatever the groups.
  public static Optional<NodeIdentity> named(String user) {
    return user.startsWith(PREFIX)
        ? Optional.of(new NodeIdentity(user.substring(PREFIX.length())))
        : Optional.empty();
  }
}
