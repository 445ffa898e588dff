package dev.timonier.server.resource;

import dev.timonier.server.registry.Strategy;
import dev.timonier.server.table.Columns;
import dev.timonier.server.table.NameAndCreation;

/// What is special about a kind.
public record KindRules(Strategy strategy, Columns columns) {
  public static final KindRules PLAIN = new KindRules(Strategy.PLAIN);

  /// A kind whose tables show the name and the time of creation alone.
  public KindRules(Strategy strategy) {
    this(strategy, new NameAndCreation());
  }
}
