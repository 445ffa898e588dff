package dev.timonier.nodeagent.runtime.process.seccomp;

/// A condition on an argument of a system call, taken as an unsigned number.
///
/// @param argument from 0 to 5
/// @param mask of the argument's bits that count, with [Comparison#EQUAL]
record Condition(int argument, Comparison comparison, long value, long mask) {
  static final long ALL_BITS = -1;
  private static final int ARGUMENTS = 6;

  enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL
  }

  Condition {
    if (argument < 0 || argument >= ARGUMENTS) {
      throw new IllegalArgumentException("invalid seccomp argument index " + argument);
    }
  }

  static Condition of(int argument, Comparison comparison, long value) {
    return new Condition(argument, comparison, value, ALL_BITS);
  }

  static Condition masked(int argument, long mask, long value) {
    return new Condition(argument, Comparison.EQUAL, value & mask, mask);
  }

  /// @param operator as profiles have it
  /// @param value of a profile; the mask for `SCMP_CMP_MASKED_EQ`
  /// @param second value of a profile; what is compared with for `SCMP_CMP_MASKED_EQ`
  static Condition of(int argument, String operator, long value, long second) {
    return switch (operator) {
      case "SCMP_CMP_EQ" -> of(argument, Comparison.EQUAL, value);
      case "SCMP_CMP_NE" -> of(argument, Comparison.NOT_EQUAL, value);
      case "SCMP_CMP_LT" -> of(argument, Comparison.LESS, value);
      case "SCMP_CMP_LE" -> of(argument, Comparison.LESS_OR_EQUAL, value);
      case "SCMP_CMP_GT" -> of(argument, Comparison.GREATER, value);
      case "SCMP_CMP_GE" -> of(argument, Comparison.GREATER_OR_EQUAL, value);
      case "SCMP_CMP_MASKED_EQ" -> masked(argument, value, second);
      default ->
          throw new IllegalArgumentException("unsupported seccomp operator \"" + operator + "\"");
    };
  }
}
