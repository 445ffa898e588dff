package dev.timonier.server.authz.node;

import dev.timonier.server.authn.User;
import java.util.Optional;

/// The node that a user is.
///
/// @param name empty when the user is a node, but none that is known
public record NodeIdentity(String name) {
  private static final String PREFIX = "system:node:";
  private static final String GROUP = "system:nodes";

  /// A node has both: a name that says which one it is, and the group.
  public static Optional<NodeIdentity> of(User user) {
    return user.name().startsWith(PREFIX) && user.isIn(GROUP)
        ? Optional.of(new NodeIdentity(user.name().substring(PREFIX.length())))
        : Optional.empty();
  }
}
