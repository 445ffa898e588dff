package dev.timonier.server.json;

/// Finds the end of a set of fields, as in `managedFields`: compact objects of objects, without
/// anything else.
final class FieldsScanner {
  private static final int MOST_DEPTH = 100;
  private static final int NONE = -1;

  private final byte[] text;
  private int at;
  private int depth;

  private FieldsScanner(byte[] text, int at) {
    this.text = text;
    this.at = at;
  }

  /// Where the set that begins at a position ends; negative when what is there is no set, or not
  /// written as plainly as possible.
  static int end(byte[] text, int start) {
    return new FieldsScanner(text, start).end();
  }

  private int end() {
    while (take('{') && ++depth < MOST_DEPTH) {
      if (current() == '}') {
        close();
        if (depth == 0) {
          return at;
        }
        if (!take(',')) {
          return NONE;
        }
      }
      if (!name()) {
        return NONE;
      }
    }
    return NONE;
  }

  private void close() {
    while (depth > 0 && take('}')) {
      depth--;
    }
  }

  private boolean name() {
    if (!take('"')) {
      return false;
    }
    while (isPlain(current())) {
      at++;
    }
    return take('"') && take(':');
  }

  /// Steps over a backslash that stands before a quote or another one.
  private boolean isPlain(byte c) {
    if (c == '\\') {
      at++;
      return current() == '"' || current() == '\\';
    }
    return JsonWriter.isPlain(c);
  }

  private boolean take(char c) {
    if (current() != c) {
      return false;
    }
    at++;
    return true;
  }

  /// The byte at hand, 0 at the end.
  private byte current() {
    return at < text.length ? text[at] : 0;
  }
}
