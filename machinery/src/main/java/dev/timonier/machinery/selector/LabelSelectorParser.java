package dev.timonier.machinery.selector;

import dev.timonier.machinery.selector.LabelRequirement.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Reads label selectors by recursive descent, with the error messages of Kubernetes' own parser:
///
/// ```
/// selector    = [ requirement { "," requirement } ]
/// requirement = "!" key | key | key ( "=" | "==" | "!=" ) value | key ( "in" | "notin" ) values
///             | key ( ">" | "<" | "gt" | "lt" ) value
/// values      = "(" [ value ] { "," [ value ] } ")"
/// ```
final class LabelSelectorParser {
  private static final String OPERATORS = "in, notin, =, ==, !=, gt, lt";
  private static final Set<String> KEYWORDS = Set.of("in", "notin");
  private static final String SPECIAL = "=!(),<>";
  private static final String BLANK = " \t\r\n";

  /// What a token is depends on where it stands: `in` is a keyword after a key and a name
  /// elsewhere.
  private enum Context {
    KEY_AND_OPERATOR,
    VALUES
  }

  private enum Kind {
    END,
    IDENTIFIER,
    KEYWORD,
    SYMBOL
  }

  private record Token(Kind kind, String text) {
    boolean is(String symbol) {
      return kind != Kind.IDENTIFIER && text.equals(symbol);
    }
  }

  private final List<Token> tokens = new ArrayList<>();
  private int position;

  LabelSelectorParser(String text) {
    scan(text);
  }

  List<LabelRequirement> parse() {
    var requirements = new ArrayList<LabelRequirement>();
    while (true) {
      var token = peek(Context.VALUES);
      if (token.kind() == Kind.END) {
        return requirements;
      }
      if (token.kind() != Kind.IDENTIFIER && !token.is("!")) {
        throw new SelectorException(
            "found '" + token.text() + "', expected: !, identifier, or 'end of string'");
      }
      requirements.add(requirement());
      if (!separator()) {
        return requirements;
      }
    }
  }

  /// Takes the comma after a requirement; false at the end.
  private boolean separator() {
    var token = next(Context.VALUES);
    if (token.kind() == Kind.END) {
      return false;
    }
    if (!token.is(",")) {
      throw new SelectorException("found '" + token.text() + "', expected: ',' or 'end of string'");
    }
    var following = peek(Context.VALUES);
    if (following.kind() != Kind.IDENTIFIER && !following.is("!")) {
      throw new SelectorException(
          "found '" + following.text() + "', expected: identifier after ','");
    }
    return true;
  }

  private LabelRequirement requirement() {
    try {
      return unguardedRequirement();
    } catch (SelectorException e) {
      throw new SelectorException("unable to parse requirement: " + e.getMessage());
    }
  }

  private LabelRequirement unguardedRequirement() {
    var absent = peek(Context.VALUES).is("!");
    if (absent) {
      position++;
    }
    var key = key();
    if (absent) {
      return LabelRequirement.of(key, Operator.ABSENT, Set.of());
    }
    var following = peek(Context.KEY_AND_OPERATOR);
    if (following.kind() == Kind.END || following.is(",")) {
      return LabelRequirement.of(key, Operator.EXISTS, Set.of());
    }
    return comparison(key);
  }

  private String key() {
    var token = next(Context.VALUES);
    if (token.kind() != Kind.IDENTIFIER) {
      throw new SelectorException("found '" + token.text() + "', expected: identifier");
    }
    LabelRequirement.of(token.text(), Operator.EXISTS, Set.of());
    return token.text();
  }

  private LabelRequirement comparison(String key) {
    var token = next(Context.KEY_AND_OPERATOR);
    return switch (token.kind() == Kind.IDENTIFIER ? "" : token.text()) {
      case "in" -> LabelRequirement.of(key, Operator.IN, values());
      case "notin" -> LabelRequirement.of(key, Operator.NOT_IN, values());
      case "=", "==" -> LabelRequirement.of(key, Operator.IN, Set.of(value()));
      case "!=" -> LabelRequirement.of(key, Operator.NOT_IN, Set.of(value()));
      case ">" -> LabelRequirement.of(key, Operator.GREATER, Set.of(value()));
      case "<" -> LabelRequirement.of(key, Operator.LESS, Set.of(value()));
      default ->
          throw new SelectorException("found '" + token.text() + "', expected: " + OPERATORS);
    };
  }

  private String value() {
    var token = peek(Context.VALUES);
    if (token.kind() == Kind.END || token.is(",")) {
      return "";
    }
    position++;
    if (token.kind() != Kind.IDENTIFIER) {
      throw new SelectorException("found '" + token.text() + "', expected: identifier");
    }
    return token.text();
  }

  private Set<String> values() {
    var open = next(Context.VALUES);
    if (!open.is("(")) {
      throw new SelectorException("found '" + open.text() + "' expected: '('");
    }
    var values = new TreeSet<String>();
    values.add(listed());
    while (peek(Context.VALUES).is(",")) {
      position++;
      values.add(listed());
    }
    var close = next(Context.VALUES);
    if (!close.is(")")) {
      throw new SelectorException("found '" + close.text() + "', expected: ',' or ')'");
    }
    return values;
  }

  private String listed() {
    var token = peek(Context.VALUES);
    if (token.is(",") || token.is(")")) {
      return "";
    }
    if (token.kind() != Kind.IDENTIFIER) {
      throw new SelectorException("found '" + token.text() + "', expected: ',', ')' or identifier");
    }
    position++;
    return token.text();
  }

  private Token next(Context context) {
    var token = peek(context);
    position++;
    return token;
  }

  private Token peek(Context context) {
    var token = position < tokens.size() ? tokens.get(position) : new Token(Kind.END, "");
    return context == Context.VALUES && token.kind() == Kind.KEYWORD
        ? new Token(Kind.IDENTIFIER, token.text())
        : token;
  }

  private void scan(String text) {
    var at = 0;
    while (at < text.length()) {
      var start = at;
      if (BLANK.indexOf(text.charAt(at)) >= 0) {
        at++;
        continue;
      }
      at = SPECIAL.indexOf(text.charAt(at)) >= 0 ? endOfSymbol(text, at) : endOfWord(text, at);
      tokens.add(token(text.substring(start, at)));
    }
  }

  private static Token token(String text) {
    if (SPECIAL.indexOf(text.charAt(0)) >= 0) {
      return new Token(Kind.SYMBOL, text);
    }
    return new Token(KEYWORDS.contains(text) ? Kind.KEYWORD : Kind.IDENTIFIER, text);
  }

  private static int endOfWord(String text, int at) {
    var end = at;
    while (end < text.length()
        && SPECIAL.indexOf(text.charAt(end)) < 0
        && BLANK.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static int endOfSymbol(String text, int at) {
    var two = at + 2 <= text.length() ? text.substring(at, at + 2) : "";
    return two.equals("==") || two.equals("!=") ? at + 2 : at + 1;
  }
}
