package dev.timonier.server.resource.core.limitrange;

import dev.timonier.server.resource.KindRules;

/// The rules and columns of LimitRanges.
public final class LimitRangeKind {
  public static final KindRules RULES = new KindRules(new LimitRangeStrategy());

  private LimitRangeKind() {}
}
