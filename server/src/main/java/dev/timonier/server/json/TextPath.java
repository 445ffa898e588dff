package dev.timonier.server.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Tells the way to a place in a JSON text: `spec.ports[0].name`. Reads the text from its
/// beginning, so it is for rare events.
final class TextPath {
  private final byte[] text;
  private final List<String> names = new ArrayList<>();
  private final List<Integer> indexes = new ArrayList<>();
  private int at;

  private TextPath(byte[] text) {
    this.text = text;
  }

  /// @param place where the name of a field begins, in text that is JSON up to there
  static String to(byte[] text, int place) {
    var path = new TextPath(text);
    while (path.at < place) {
      path.step();
    }
    path.name();
    return path.toString();
  }

  private void step() {
    switch (text[at]) {
      case '{' -> open(-1);
      case '[' -> open(0);
      case '}', ']' -> close();
      case ',' -> next();
      case '"' -> name();
      default -> at++;
    }
  }

  /// @param index of the first element; negative in an object
  private void open(int index) {
    names.add("");
    indexes.add(index);
    at++;
  }

  private void close() {
    names.removeLast();
    indexes.removeLast();
    at++;
  }

  private void next() {
    if (indexes.getLast() >= 0) {
      indexes.set(indexes.size() - 1, indexes.getLast() + 1);
    }
    at++;
  }

  /// Reads a text; one that is followed by a colon is a name.
  private void name() {
    var start = at++;
    while (text[at] != '"') {
      at += text[at] == '\\' ? 2 : 1;
    }
    var quoted = new String(text, start, ++at - start, StandardCharsets.UTF_8);
    if (isName()) {
      var bytes = quoted.getBytes(StandardCharsets.UTF_8);
      names.set(names.size() - 1, JsonReader.tree(bytes).textValue());
    }
  }

  private boolean isName() {
    while (at < text.length && text[at] <= ' ') {
      at++;
    }
    return at < text.length && text[at] == ':';
  }

  @Override
  public String toString() {
    var path = new StringBuilder();
    for (var i = 0; i < names.size(); i++) {
      if (indexes.get(i) >= 0) {
        path.append('[').append(indexes.get(i)).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(names.get(i));
      }
    }
    return path.toString();
  }
}
