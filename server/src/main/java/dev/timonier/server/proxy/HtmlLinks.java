package dev.timonier.server.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Rewrites the links of a page while it passes. Everything else stays as it is, byte by byte, in
/// whatever superset of ASCII the page is written.
final class HtmlLinks {
  private static final int LONGEST_TAG = 64 << 10;

  /// Attributes whose values are links, by element.
  private static final Map<String, Set<String>> LINKS =
      Map.ofEntries(
          Map.entry("a", Set.of("href")),
          Map.entry("applet", Set.of("codebase")),
          Map.entry("area", Set.of("href")),
          Map.entry("audio", Set.of("src")),
          Map.entry("base", Set.of("href")),
          Map.entry("blockquote", Set.of("cite")),
          Map.entry("body", Set.of("background")),
          Map.entry("button", Set.of("formaction")),
          Map.entry("command", Set.of("icon")),
          Map.entry("del", Set.of("cite")),
          Map.entry("embed", Set.of("src")),
          Map.entry("form", Set.of("action")),
          Map.entry("frame", Set.of("longdesc", "src")),
          Map.entry("head", Set.of("profile")),
          Map.entry("html", Set.of("manifest")),
          Map.entry("iframe", Set.of("longdesc", "src")),
          Map.entry("img", Set.of("longdesc", "src", "usemap")),
          Map.entry("input", Set.of("src", "usemap", "formaction")),
          Map.entry("ins", Set.of("cite")),
          Map.entry("link", Set.of("href")),
          Map.entry("object", Set.of("classid", "codebase", "data", "usemap")),
          Map.entry("q", Set.of("cite")),
          Map.entry("script", Set.of("src")),
          Map.entry("source", Set.of("src")),
          Map.entry("video", Set.of("poster", "src")));

  /// Elements whose content is text, whatever it looks like.
  private static final Set<String> RAW =
      Set.of("script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp");

  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          "(?<=[\\s\"'/])([^\\s\"'>/=]++)\\s*+=\\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))");

  private final InputStream input;
  private final OutputStream output;
  private final UnaryOperator<String> link;

  private HtmlLinks(InputStream input, OutputStream output, UnaryOperator<String> link) {
    this.input = input;
    this.output = output;
    this.link = link;
  }

  /// @param input buffered
  /// @param link what becomes of a link
  static void copy(InputStream input, OutputStream output, UnaryOperator<String> link)
      throws IOException {
    new HtmlLinks(input, output, link).copy();
  }

  private void copy() throws IOException {
    for (var octet = input.read(); octet >= 0; octet = input.read()) {
      if (octet == '<') {
        markup();
      } else {
        output.write(octet);
      }
    }
  }

  private void markup() throws IOException {
    var octet = input.read();
    if (octet == '!') {
      output.write('<');
      output.write('!');
      comment();
    } else if (Character.isLetter(octet) && octet < 128) {
      var tag = new ByteArrayOutputStream();
      tag.write('<');
      tag.write(octet);
      tag(tag);
    } else {
      output.write('<');
      if (octet >= 0) {
        output.write(octet);
      }
    }
  }

  /// Copies a comment to its end; another declaration has no tags before its own.
  private void comment() throws IOException {
    for (var dashes = 0; dashes < 2; dashes++) {
      if (!copied('-')) {
        return;
      }
    }
    copyUntil("-->", "--");
  }

  /// Copies a byte; whether it is the one that is expected, which markup never is.
  private boolean copied(int expected) throws IOException {
    var octet = input.read();
    if (octet == '<') {
      markup();
    } else if (octet >= 0) {
      output.write(octet);
    }
    return octet == expected;
  }

  /// @param before what of the end may have been copied
  private void copyUntil(String end, String before) throws IOException {
    var last = new StringBuilder(before);
    for (var octet = input.read(); octet >= 0; octet = input.read()) {
      output.write(octet);
      last.append((char) octet);
      if (last.length() > end.length()) {
        last.deleteCharAt(0);
      }
      if (last.toString().equalsIgnoreCase(end)) {
        return;
      }
    }
  }

  private void tag(ByteArrayOutputStream tag) throws IOException {
    var quote = 0;
    for (var octet = input.read(); octet >= 0; octet = input.read()) {
      tag.write(octet);
      if (quote == 0 && octet == '>') {
        rewritten(tag.toString(ISO_8859_1));
        return;
      }
      if (octet == quote) {
        quote = 0;
      } else if (quote == 0 && (octet == '"' || octet == '\'')) {
        quote = octet;
      }
      if (tag.size() > LONGEST_TAG) {
        break;
      }
    }
    tag.writeTo(output);
  }

  private void rewritten(String tag) throws IOException {
    var name = name(tag);
    var links = LINKS.getOrDefault(name, Set.of());
    var text =
        links.isEmpty()
            ? tag
            : ATTRIBUTE
                .matcher(tag)
                .replaceAll(found -> Matcher.quoteReplacement(attribute(found, links)));
    output.write(text.getBytes(ISO_8859_1));
    if (RAW.contains(name) && !tag.endsWith("/>")) {
      copyUntil("</" + name, "");
    }
  }

  private static String name(String tag) {
    var end = 1;
    while (!Character.isWhitespace(tag.charAt(end)) && "/>".indexOf(tag.charAt(end)) < 0) {
      end++;
    }
    return tag.substring(1, end).toLowerCase(Locale.ROOT);
  }

  private String attribute(MatchResult found, Set<String> links) {
    var name = found.group(1);
    var value =
        found.group(2) != null
            ? found.group(2)
            : found.group(3) != null ? found.group(3) : String.valueOf(found.group(4));
    if (!links.contains(name.toLowerCase(Locale.ROOT))) {
      return found.group();
    }
    var plain = value.replace("&amp;", "&");
    var changed = link.apply(plain);
    return changed.equals(plain)
        ? found.group()
        : name + "=\"" + changed.replace("&", "&amp;").replace("\"", "&#34;") + "\"";
  }
}
