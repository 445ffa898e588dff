package dev.timonier.server.authz;

import dev.timonier.server.authn.User;

/// Knows what a user may do, in rules.
@FunctionalInterface
public interface RuleSource {
  /// @param namespace where
  AccessRules rules(User user, String namespace);
}
