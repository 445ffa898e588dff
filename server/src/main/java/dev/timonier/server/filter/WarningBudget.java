package dev.timonier.server.filter;

import java.util.ArrayList;
import java.util.List;

/// Keeps the warnings of a reply to about 4096 characters: where they are more, each is cut to 256,
/// and those beyond the limit are left out.
final class WarningBudget {
  private static final int MOST = 4096;
  private static final int MOST_OF_ONE = 256;

  private WarningBudget() {}

  static List<String> spend(List<String> texts) {
    var written = 0;
    for (var i = 0; i < texts.size(); i++) {
      written += length(texts.get(i));
      if (written > MOST) {
        return cut(texts, i + 1);
      }
    }
    return texts;
  }

  /// @param known how many there were when it became clear that they are too many: all of these are
  ///   told
  private static List<String> cut(List<String> texts, int known) {
    var told = new ArrayList<String>();
    var written = 0;
    for (var i = 0; i < texts.size() && (i < known || written < MOST); i++) {
      var text = cut(texts.get(i));
      told.add(text);
      written += length(text);
    }
    return told;
  }

  private static String cut(String text) {
    return length(text) <= MOST_OF_ONE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_OF_ONE));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
