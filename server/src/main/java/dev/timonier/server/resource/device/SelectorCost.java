package dev.timonier.server.resource.device;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// An upper bound of the steps that a selector takes, whatever the device: a loop takes those of
/// its body as often as there can be elements. Lists and maps whose size is not known count as long
/// as the longest text that an attribute can be.
final class SelectorCost {
  private static final long MOST_ATTRIBUTES = 32;
  private static final long LONGEST_ATTRIBUTE = 64;
  private static final Set<String> MAPS = Set.of("attributes", "capacity");

  /// How many elements the variables of loops and bindings have.
  private final Map<String, Long> sizes = new HashMap<>();

  private SelectorCost() {}

  static double of(CelExpr expression) {
    return new SelectorCost().cost(expression);
  }

  private double cost(CelExpr expression) {
    return switch (expression.getKind()) {
      case NOT_SET, CONSTANT -> 0;
      case IDENT -> 1;
      case SELECT -> 1 + cost(expression.select().operand());
      case COMPREHENSION -> cost(expression.comprehension());
      case CALL -> 1 + sum(operands(expression.call()));
      case LIST -> 1 + sum(expression.list().elements().stream());
      case MAP ->
          1
              + sum(
                  expression.map().entries().stream()
                      .flatMap(entry -> Stream.of(entry.key(), entry.value())));
      case STRUCT ->
          1 + sum(expression.struct().entries().stream().map(CelExpr.CelStruct.Entry::value));
    };
  }

  private double sum(Stream<CelExpr> expressions) {
    return expressions.mapToDouble(this::cost).sum();
  }

  private static Stream<CelExpr> operands(CelExpr.CelCall call) {
    return Stream.concat(call.target().stream(), call.args().stream());
  }

  private double cost(CelComprehension loop) {
    var times = size(loop.iterRange());
    var before = cost(loop.iterRange()) + cost(loop.accuInit());
    sizes.put(loop.accuVar(), Math.max(times, size(loop.accuInit())));
    return before
        + times * (cost(loop.loopCondition()) + cost(loop.loopStep()))
        + cost(loop.result());
  }

  private long size(CelExpr expression) {
    return switch (expression.getKind()) {
      case LIST -> expression.list().elements().size();
      case MAP -> expression.map().entries().size();
      case IDENT -> sizes.getOrDefault(expression.ident().name(), LONGEST_ATTRIBUTE);
      case SELECT ->
          MAPS.contains(expression.select().field()) ? MOST_ATTRIBUTES : LONGEST_ATTRIBUTE;
      case CALL -> size(expression.call());
      case COMPREHENSION -> size(expression.comprehension().iterRange());
      case NOT_SET, CONSTANT, STRUCT -> LONGEST_ATTRIBUTE;
    };
  }

  /// What is taken out of a map of maps is a map.
  private long size(CelExpr.CelCall call) {
    var indexed = call.function().equals("_[_]");
    return indexed ? size(call.args().getFirst()) : LONGEST_ATTRIBUTE;
  }
}
