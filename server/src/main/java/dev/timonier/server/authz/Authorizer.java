package dev.timonier.server.authz;

import dev.timonier.server.authn.User;
import dev.timonier.server.request.RequestInfo;

/// Decides whether a user may do what a request asks for.
@FunctionalInterface
public interface Authorizer {
  Decision authorize(User user, RequestInfo info);

  /// What a user may do, as far as rules say it.
  ///
  /// @param namespace where
  default AccessRules rules(User user, String namespace) {
    return AccessRules.NONE;
  }
}
