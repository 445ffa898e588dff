package dev.timonier.nodeagent.reference;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces `$(NAME)` by the variable's value; what names no variable stays, and `$$` is a plain
/// `$`. `$(HOME)/$$(x) $(NONE)` becomes `/root/$(x) $(NONE)`.
public final class Expansion {
  private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\$|\\(([^)]*)\\))");

  private Expansion() {}

  public static String expand(String text, Map<String, String> variables) {
    return REFERENCE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(replacement(found, variables)));
  }

  private static String replacement(MatchResult found, Map<String, String> variables) {
    var name = found.group(1);
    return name == null ? "$" : variables.getOrDefault(name, found.group());
  }
}
