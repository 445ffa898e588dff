package dev.timonier.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LinksTest {
  private static final Links LINKS = new Links("/p/web/proxy", "10.0.0.1:8080", "localhost:8001");

  private record Case(String name, String link, String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static List<Case> cases() {
    return List.of(
        new Case("absolute path", "/logs/", "/p/web/proxy/logs/"),
        new Case("the root", "/", "/p/web/proxy/"),
        new Case("relative path", "logs/a", "logs/a"),
        new Case("query and fragment", "/a?b=c#d", "/p/web/proxy/a?b=c#d"),
        new Case("the backend by name", "http://10.0.0.1:8080/a", "/p/web/proxy/a"),
        new Case("without scheme", "//10.0.0.1:8080/a", "/p/web/proxy/a"),
        new Case(
            "the host that was asked",
            "http://localhost:8001/a",
            "http://localhost:8001/p/web/proxy/a"),
        new Case("another host", "https://example.com/a", "https://example.com/a"),
        new Case("another port", "http://10.0.0.1/a", "http://10.0.0.1/a"),
        new Case("through the proxy already", "/p/web/proxy/a", "/p/web/proxy/a"),
        new Case("another scheme", "mailto:a@example.com", "mailto:a@example.com"),
        new Case("encoded", "/a%20b", "/p/web/proxy/a%20b"),
        new Case("malformed", "/a%zz", "/a%zz"),
        new Case("empty", "", ""),
        new Case("only a fragment", "#top", "#top"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void linksToTheBackendLeadThroughTheProxy(Case one) {
    assertThat(LINKS.rewrite(one.link)).isEqualTo(one.expected);
  }
}
