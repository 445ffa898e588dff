package dev.timonier.machinery.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;

/// What became of an expression.
public sealed interface Compilation {
  /// The expression makes sense.
  record Typed(CelAbstractSyntaxTree tree) implements Compilation {
    public CelType type() {
      return tree.getResultType();
    }

    /// The type as messages show it.
    public String typeName() {
      return CelTypes.format(type());
    }
  }

  /// @param message what is wrong and where, in several lines
  record Faulty(String message) implements Compilation {}
}
