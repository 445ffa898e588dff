package dev.timonier.server.apply.fieldset;

/// Reads the JSON of `FieldsV1`: objects within objects. Elements of kinds that are not known are
/// left out, as Kubernetes does.
final class FieldSetReader {
  private final byte[] text;
  private int at;

  FieldSetReader(byte[] text) {
    this.text = text;
  }

  FieldSet read() {
    var read = part();
    if (at < text.length) {
      throw new FieldsException("unexpected text after a set of fields");
    }
    return read.isLeaf() ? FieldSet.EMPTY : new FieldSet(false, read.elements, read.children);
  }

  /// An object without members below it stands for its own path.
  private FieldSet part() {
    if (take('n')) {
      at += 3;
      return FieldSet.LEAF;
    }
    expect('{');
    if (take('}')) {
      return FieldSet.LEAF;
    }
    var builder = new FieldSetBuilder();
    var member = false;
    do {
      member |= member(builder);
    } while (take(','));
    expect('}');
    return builder.size() == 0 ? FieldSet.LEAF : builder.build(member);
  }

  /// Reads a member; says whether it is the dot, which stands for the path itself.
  private boolean member(FieldSetBuilder builder) {
    var start = at;
    skipString();
    var end = at;
    expect(':');
    if (end - start == 3 && text[start + 1] == '.') {
      skipValue();
      return true;
    }
    var element = ElementCache.element(text, start, end);
    if (element.isPresent()) {
      builder.add(element.get(), part());
    } else {
      skipValue();
    }
    return false;
  }

  private void skipString() {
    expect('"');
    while (current() != '"') {
      at += current() == '\\' ? 2 : 1;
    }
    at++;
  }

  private void skipValue() {
    var depth = 0;
    do {
      switch (current()) {
        case '"' -> skipString();
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        default -> at++;
      }
    } while (depth > 0 || !isEnd(current()));
  }

  private static boolean isEnd(byte c) {
    return c == ',' || c == '}' || c == ']';
  }

  private boolean take(char c) {
    if (current() != c) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char c) {
    if (!take(c)) {
      throw new FieldsException("expected " + c + " at " + at);
    }
  }

  private byte current() {
    if (at >= text.length) {
      throw new FieldsException("unexpected end of a set of fields");
    }
    return text[at];
  }
}
