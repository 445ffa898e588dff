package dev.timonier.server.gostruct;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/// Writes JSON as Go indents it, by one blank a level. For one document.
final class PrettyJson {
  private final StringBuilder text = new StringBuilder();

  private PrettyJson() {}

  /// The lines, each with its end.
  static List<String> lines(JsonNode tree) {
    var json = new PrettyJson();
    json.value(tree, 0);
    var lines = new ArrayList<String>();
    json.text.toString().lines().forEach(line -> lines.add(line + "\n"));
    return lines;
  }

  private void value(JsonNode value, int depth) {
    if (value.isObject() && !value.isEmpty()) {
      var members = value.properties().iterator();
      block(
          '{',
          '}',
          depth,
          members,
          member -> {
            text.append(quoted(member.getKey())).append(": ");
            value(member.getValue(), depth + 1);
          });
    } else if (value.isArray() && !value.isEmpty()) {
      block('[', ']', depth, value.iterator(), element -> value(element, depth + 1));
    } else {
      text.append(value.isTextual() ? quoted(value.asText()) : value.toString());
    }
  }

  private <T> void block(
      char open, char close, int depth, Iterator<T> elements, Consumer<T> element) {
    text.append(open);
    while (elements.hasNext()) {
      line(depth + 1);
      element.accept(elements.next());
      text.append(elements.hasNext() ? "," : "");
    }
    line(depth);
    text.append(close);
  }

  private void line(int depth) {
    text.append('\n').repeat(' ', depth);
  }

  /// Go's JSON is fit to stand in HTML.
  private static String quoted(String word) {
    return TextNode.valueOf(word)
        .toString()
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026");
  }
}
