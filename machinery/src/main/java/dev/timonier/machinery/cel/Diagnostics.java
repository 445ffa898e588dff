package dev.timonier.machinery.cel;

import static java.util.stream.Collectors.toSet;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Shows what is wrong with an expression, and where:
///
/// ```
/// ERROR: <input>:1:15: found no matching overload for '_==_' applied to '(string, int)'
///  | device.driver == 5
///  | ..............^
/// ```
final class Diagnostics {
  /// What could have been meant is not told.
  private static final Pattern CANDIDATES = Pattern.compile(" \\(candidates: .*\\)$");

  /// After a whole expression only its end is told to be expected.
  private static final Pattern ENDS = Pattern.compile(" expecting \\{<EOF>, .*\\}$");

  /// What follows from a type that is not there is not told.
  private static final String CONSEQUENCE = "Message type resolution failure";

  private static final int ASCII = 128;

  private Diagnostics() {}

  static String ofSyntax(List<CelIssue> issues, String expression) {
    return of(issues, expression, Diagnostics::syntax);
  }

  private static String syntax(String message) {
    return message.startsWith("For input string:")
        ? "invalid int literal"
        : "Syntax error: " + ENDS.matcher(message).replaceFirst(" expecting <EOF>");
  }

  static String ofTypes(List<CelIssue> issues, CelAbstractSyntaxTree tree, String expression) {
    var unexamined = unexamined(issues, tree);
    var told =
        issues.stream()
            .filter(issue -> !issue.getMessage().startsWith(CONSEQUENCE))
            .filter(issue -> !unexamined.contains(issue.getExprId()))
            .toList();
    return of(told, expression, message -> CANDIDATES.matcher(message).replaceFirst(""));
  }

  /// What is inside of structs whose type is not there.
  private static Set<Long> unexamined(List<CelIssue> issues, CelAbstractSyntaxTree tree) {
    var faulty = issues.stream().map(CelIssue::getExprId).collect(toSet());
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind() == Kind.STRUCT && faulty.contains(node.id()))
        .flatMap(CelNavigableExpr::descendants)
        .map(CelNavigableExpr::id)
        .collect(toSet());
  }

  private static String of(List<CelIssue> issues, String expression, UnaryOperator<String> words) {
    return issues.stream()
        .map(issue -> of(issue, expression, words))
        .collect(Collectors.joining("\n"));
  }

  private static String of(CelIssue issue, String expression, UnaryOperator<String> words) {
    var line = issue.getSourceLocation().getLine();
    var column = issue.getSourceLocation().getColumn();
    var shown = expression.isEmpty() ? column : column + 1;
    var head = "ERROR: <input>:" + line + ":" + shown + ": " + words.apply(issue.getMessage());
    return expression.isEmpty() ? head : head + place(expression, line, column);
  }

  private static String place(String expression, int line, int column) {
    var text = expression.split("\n", -1)[line - 1].replace('\t', ' ');
    var pointer = new StringBuilder();
    text.codePoints().limit(column).forEach(c -> pointer.append(c < ASCII ? '.' : '．'));
    var mark = text.codePoints().skip(column).findFirst().orElse(' ') < ASCII ? "^" : "＾";
    return "\n | " + text + "\n | " + pointer + mark;
  }
}
