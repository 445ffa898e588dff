package dev.timonier.server.resource.core.serviceaccount;

import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;

/// The rules and columns of ServiceAccounts.
public final class ServiceAccountKind {
  public static final KindRules RULES =
      new KindRules(new ServiceAccountStrategy(), ColumnTable.named().age());

  private ServiceAccountKind() {}
}
