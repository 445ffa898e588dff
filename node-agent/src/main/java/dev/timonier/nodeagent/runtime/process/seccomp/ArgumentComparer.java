package dev.timonier.nodeagent.runtime.process.seccomp;

import static dev.timonier.nodeagent.runtime.process.seccomp.FilterAssembler.EQUAL;
import static dev.timonier.nodeagent.runtime.process.seccomp.FilterAssembler.GREATER;
import static dev.timonier.nodeagent.runtime.process.seccomp.FilterAssembler.GREATER_OR_EQUAL;

import dev.timonier.nodeagent.runtime.process.seccomp.FilterAssembler.Label;

/// Writes comparisons of arguments, which have 64 bits, with instructions for 32: the high word
/// decides, unless it is equal.
final class ArgumentComparer {
  private static final int ARGUMENTS = 16;
  private static final int SIZE = 8;
  private static final int HIGH = 4;

  private final FilterAssembler assembler;
  private final Label otherwise;

  /// @param otherwise where to go on when a condition does not hold
  ArgumentComparer(FilterAssembler assembler, Label otherwise) {
    this.assembler = assembler;
    this.otherwise = otherwise;
  }

  /// Goes on behind when the condition holds.
  void require(Condition condition) {
    var holds = new Label();
    switch (condition.comparison()) {
      case EQUAL -> compareEqual(condition, holds, otherwise);
      case NOT_EQUAL -> compareEqual(condition, otherwise, holds);
      case GREATER -> compareOrder(condition, GREATER, holds, otherwise);
      case GREATER_OR_EQUAL -> compareOrder(condition, GREATER_OR_EQUAL, holds, otherwise);
      case LESS -> compareOrder(condition, GREATER_OR_EQUAL, otherwise, holds);
      case LESS_OR_EQUAL -> compareOrder(condition, GREATER, otherwise, holds);
    }
    assembler.bind(holds);
  }

  private void compareEqual(Condition condition, Label yes, Label no) {
    var same = new Label();
    loadHigh(condition);
    assembler.branch(EQUAL, high(condition.value()), same, no);
    assembler.bind(same);
    loadLow(condition);
    assembler.branch(EQUAL, (int) condition.value(), yes, no);
  }

  /// @param comparison of the low words, when the high ones are equal
  private void compareOrder(Condition condition, int comparison, Label yes, Label no) {
    var notGreater = new Label();
    var same = new Label();
    loadHigh(condition);
    assembler.branch(GREATER, high(condition.value()), yes, notGreater);
    assembler.bind(notGreater);
    assembler.branch(EQUAL, high(condition.value()), same, no);
    assembler.bind(same);
    loadLow(condition);
    assembler.branch(comparison, (int) condition.value(), yes, no);
  }

  private void loadHigh(Condition condition) {
    load(condition, HIGH, high(condition.mask()));
  }

  private void loadLow(Condition condition) {
    load(condition, 0, (int) condition.mask());
  }

  private void load(Condition condition, int half, int mask) {
    assembler.load(ARGUMENTS + SIZE * condition.argument() + half);
    if (mask != -1) {
      assembler.and(mask);
    }
  }

  private static int high(long value) {
    return (int) (value >>> Integer.SIZE);
  }
}
