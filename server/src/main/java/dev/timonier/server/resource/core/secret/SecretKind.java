package dev.timonier.server.resource.core.secret;

import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;

/// The rules and columns of Secrets.
public final class SecretKind {
  public static final KindRules RULES =
      new KindRules(
          new SecretStrategy(),
          ColumnTable.named()
              .text("Type", "What the data are used for", secret -> secret.path("type").asText())
              .text("Data", "The number of keys", secret -> secret.path("data").size())
              .age());

  private SecretKind() {}
}
