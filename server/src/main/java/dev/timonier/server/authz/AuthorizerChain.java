package dev.timonier.server.authz;

import dev.timonier.server.authn.User;
import dev.timonier.server.request.RequestInfo;
import java.util.ArrayList;
import java.util.List;

/// Asks authorizers in their order, until one has an opinion.
public final class AuthorizerChain implements Authorizer {
  private final List<Authorizer> authorizers;

  public AuthorizerChain(List<Authorizer> authorizers) {
    this.authorizers = authorizers;
  }

  @Override
  public Decision authorize(User user, RequestInfo info) {
    var reasons = new ArrayList<String>(1);
    for (var authorizer : authorizers) {
      var decision = authorizer.authorize(user, info);
      if (decision.verdict() != Decision.Verdict.NO_OPINION) {
        return decision;
      }
      if (!decision.reason().isEmpty()) {
        reasons.add(decision.reason());
      }
    }
    return new Decision(Decision.Verdict.NO_OPINION, String.join("\n", reasons));
  }

  @Override
  public AccessRules rules(User user, String namespace) {
    var all = AccessRules.NONE;
    for (var authorizer : authorizers) {
      all = all.and(authorizer.rules(user, namespace));
    }
    return all;
  }
}
