package dev.timonier.server.authz;

import dev.timonier.server.authn.User;
import dev.timonier.server.request.RequestInfo;

/// Allows everything to the group `system:masters`, whatever roles there are.
public final class Masters implements Authorizer {
  @Override
  public Decision authorize(User user, RequestInfo info) {
    return user.isIn(User.MASTERS) ? Decision.ALLOWED : Decision.NO_OPINION;
  }
}
