package dev.timonier.server.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HtmlLinksTest {
  private record Case(String page, String expected) {}

  private static List<Case> cases() {
    return List.of(
        new Case("<a href=\"/a\">/a</a>", "<a href=\"/P/a\">/a</a>"),
        new Case("<A HREF='/a'>x</A>", "<A HREF=\"/P/a\">x</A>"),
        new Case("<img alt=x src=/a.png>", "<img alt=x src=\"/P/a.png\">"),
        new Case("<a title=\"href='/x'\" href=/a>", "<a title=\"href='/x'\" href=\"/P/a\">"),
        new Case(
            "<link rel=\"x\"\n href = \"/a?b&amp;c\"/>",
            "<link rel=\"x\"\n href=\"/P/a?b&amp;c\"/>"),
        new Case("<a href=\"a\">ä</a>", "<a href=\"a\">ä</a>"),
        new Case("<b href=\"/a\">", "<b href=\"/a\">"),
        new Case("<a-b href=\"/a\">", "<a-b href=\"/a\">"),
        new Case("<a data-href=\"/a\">", "<a data-href=\"/a\">"),
        new Case(
            "<!-- <a href=\"/a\"> --><a href=/b>", "<!-- <a href=\"/a\"> --><a href=\"/P/b\">"),
        new Case("<!--><a href=/b>", "<!--><a href=\"/P/b\">"),
        new Case("<!DOCTYPE html><a href=/b>", "<!DOCTYPE html><a href=\"/P/b\">"),
        new Case(
            "<script src=\"/s.js\">'<a href=\"/a\">'</script><a href=/b>",
            "<script src=\"/P/s.js\">'<a href=\"/a\">'</script><a href=\"/P/b\">"),
        new Case("a < b <1 <", "a < b <1 <"),
        new Case("<a href=\"/a", "<a href=\"/a"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void onlyLinksAreRewritten(Case one) throws IOException {
    assertThat(rewritten(one.page)).isEqualTo(one.expected);
  }

  @Property(tries = 300)
  void pageWithoutAbsoluteLinksStaysAsItIs(
      @ForAll @Size(max = 50)
          List<@Chars({'<', '>', '!', '-', '"', '\'', '=', 'a', ' '}) @StringLength(max = 6) String>
              parts)
      throws IOException {
    var page = String.join("", parts);
    assertThat(rewritten(page)).isEqualTo(page);
  }

  @Test
  @Timeout(60)
  void hugeTagsCostLittle() throws IOException {
    for (var filler : List.of("a", "=", "\"", "a=", "a='", " ", "a=\"\" ")) {
      var page = "<a " + filler.repeat(60_000 / filler.length()) + ">";
      assertThat(rewritten(page)).isEqualTo(page);
    }
  }

  private static String rewritten(String page) throws IOException {
    var output = new ByteArrayOutputStream();
    HtmlLinks.copy(
        new ByteArrayInputStream(page.getBytes(UTF_8)),
        output,
        link -> link.startsWith("/") ? "/P" + link : link);
    return output.toString(UTF_8);
  }
}
