package dev.timonier.server.http;

import java.util.regex.Pattern;

/// Words in the value of a header that lists some: commas and spaces divide them, and capitals mean
/// nothing.
final class ListedWords {
  private final Pattern pattern;

  private ListedWords(Pattern pattern) {
    this.pattern = pattern;
  }

  static ListedWords of(String... words) {
    var any = String.join("|", words);
    return new ListedWords(
        Pattern.compile("(?<![^ \\t,])(" + any + ")(?![^ \\t,])", Pattern.CASE_INSENSITIVE));
  }

  /// Whether a list has one of the words.
  boolean isIn(String list) {
    return pattern.matcher(list).find();
  }
}
