package dev.timonier.server.authz;

import dev.timonier.server.authn.User;
import dev.timonier.server.request.RequestInfo;

/// Decides whether a user may do what a request asks for.
@FunctionalInterface
public interface Authorizer {
  Decision authorize(User user, RequestInfo info);
}
