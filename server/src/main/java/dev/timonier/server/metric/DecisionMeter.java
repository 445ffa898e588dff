package dev.timonier.server.metric;

import dev.timonier.server.authn.User;
import dev.timonier.server.authz.AccessRules;
import dev.timonier.server.authz.Authorizer;
import dev.timonier.server.authz.Decision;
import dev.timonier.server.request.RequestInfo;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Counts the decisions of an authorizer that no other is asked about.
public final class DecisionMeter implements Authorizer {
  private final Authorizer authorizer;
  private final LongAdder allowed;
  private final LongAdder denied;

  /// @param type `Node` or `RBAC`
  public DecisionMeter(Metrics metrics, String type, Authorizer authorizer) {
    this.authorizer = authorizer;
    this.allowed = counter(metrics, type, "allowed");
    this.denied = counter(metrics, type, "denied");
  }

  private static LongAdder counter(Metrics metrics, String type, String decision) {
    return metrics.counter(
        "apiserver_authorization_decisions_total",
        "[ALPHA] Total number of terminal decisions made by an authorizer split by authorizer type,"
            + " name, and decision.",
        Map.of("type", type, "name", type.toLowerCase(Locale.ROOT), "decision", decision));
  }

  @Override
  public Decision authorize(User user, RequestInfo info) {
    var decision = authorizer.authorize(user, info);
    switch (decision.verdict()) {
      case ALLOW -> allowed.increment();
      case DENY -> denied.increment();
      case NO_OPINION -> {}
    }
    return decision;
  }

  @Override
  public AccessRules rules(User user, String namespace) {
    return authorizer.rules(user, namespace);
  }
}
