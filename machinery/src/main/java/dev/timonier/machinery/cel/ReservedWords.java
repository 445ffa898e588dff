package dev.timonier.machinery.cel;

import java.util.Set;

/// The words that mean something in CEL, or are kept for what may follow
/// (<https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax>).
public final class ReservedWords {
  private static final Set<String> ALL =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private ReservedWords() {}

  public static boolean contain(String word) {
    return ALL.contains(word);
  }
}
