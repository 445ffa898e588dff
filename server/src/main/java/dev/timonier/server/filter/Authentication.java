package dev.timonier.server.filter;

import dev.timonier.server.authn.Authenticator;
import dev.timonier.server.authn.User;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import java.util.List;

/// Finds out who is calling. Who shows nothing is anonymous; who shows what is no good is told so.
final class Authentication implements Handler {
  private final List<Authenticator> authenticators;
  private final Handler next;

  Authentication(List<Authenticator> authenticators, Handler next) {
    this.authenticators = authenticators;
    this.next = next;
  }

  @Override
  public Reply answer(ApiCall call) {
    for (var authenticator : authenticators) {
      var user = authenticator.authenticate(call.request());
      if (user.isPresent()) {
        return next.answer(call.as(user.get()));
      }
    }
    return next.answer(call.as(User.ANONYMOUS));
  }
}
