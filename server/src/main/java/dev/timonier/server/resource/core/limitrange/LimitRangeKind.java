package dev.timonier.server.resource.core.limitrange;

import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;

/// The rules and columns of LimitRanges.
public final class LimitRangeKind {
  public static final KindRules RULES =
      new KindRules(new LimitRangeStrategy(), ColumnTable.named().creation());

  private LimitRangeKind() {}
}
