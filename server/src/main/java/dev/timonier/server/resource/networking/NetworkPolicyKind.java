package dev.timonier.server.resource.networking;

import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.table.Texts;

/// The rules and columns of NetworkPolicies.
public final class NetworkPolicyKind {
  public static final KindRules RULES =
      new KindRules(
          new NetworkPolicyStrategy(),
          ColumnTable.named()
              .text(
                  "Pod-Selector",
                  "The pods that the policy is for",
                  o -> Texts.selector(o.path("spec").path("podSelector")))
              .age());

  private NetworkPolicyKind() {}
}
