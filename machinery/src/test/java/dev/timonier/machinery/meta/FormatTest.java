package dev.timonier.machinery.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormatTest {
  record Case(Format format, String text, boolean valid) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case(Format.DNS_LABEL, "a", true),
        new Case(Format.DNS_LABEL, "a-1", true),
        new Case(Format.DNS_LABEL, "1a", true),
        new Case(Format.DNS_LABEL, "", false),
        new Case(Format.DNS_LABEL, "A", false),
        new Case(Format.DNS_LABEL, "a.b", false),
        new Case(Format.DNS_LABEL, "a-", false),
        new Case(Format.DNS_LABEL, "x".repeat(63), true),
        new Case(Format.DNS_LABEL, "x".repeat(64), false),
        new Case(Format.DNS_SUBDOMAIN, "a.b-c.d", true),
        new Case(Format.DNS_SUBDOMAIN, "a..b", false),
        new Case(Format.DNS_SUBDOMAIN, "x".repeat(253), true),
        new Case(Format.DNS_SUBDOMAIN, "x".repeat(254), false),
        new Case(Format.DNS_1035_LABEL, "1a", false),
        new Case(Format.DNS_1035_LABEL, "a1", true),
        new Case(Format.LABEL_VALUE, "", true),
        new Case(Format.LABEL_VALUE, "My_Value.1", true),
        new Case(Format.LABEL_VALUE, "-x", false),
        new Case(Format.LABEL_VALUE, "x".repeat(63), true),
        new Case(Format.LABEL_VALUE, "é".repeat(32), false),
        new Case(Format.DNS_SUBDOMAIN_WITH_UNDERSCORES, "_sip._tcp.a_b", true),
        new Case(Format.DNS_SUBDOMAIN_WITH_UNDERSCORES, "a_", false),
        new Case(Format.HTTP_HEADER_NAME, "X-Name", true),
        new Case(Format.HTTP_HEADER_NAME, "X Name", false),
        new Case(Format.PERCENTAGE, "25%", true),
        new Case(Format.PERCENTAGE, "%", false),
        new Case(Format.PERCENTAGE, "-1%", false),
        new Case(Format.C_IDENTIFIER, "MY_NAME", true),
        new Case(Format.C_IDENTIFIER, "1A", false),
        new Case(Format.WILDCARD_DNS_SUBDOMAIN, "*.example.com", true),
        new Case(Format.WILDCARD_DNS_SUBDOMAIN, "example.com", false));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void formatAcceptsJustWhatIsWellFormed(Case c) {
    assertThat(c.format.accepts(c.text)).isEqualTo(c.valid);
  }

  @Test
  void faultIsNamedInKubernetesWords() {
    assertThat(Format.DNS_LABEL.check("A"))
        .containsExactly(
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
                + " must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc',"
                + " regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')");
    assertThat(Format.DNS_LABEL.check("x".repeat(64)))
        .containsExactly("must be no more than 63 characters");
    assertThat(Format.DNS_LABEL.check("a.b")).containsExactly("must not contain dots");
    assertThat(Format.LABEL_VALUE.check("x".repeat(64)))
        .containsExactly("must be no more than 63 bytes");
  }

  @Test
  void qualifiedNameMayHaveAPrefix() {
    assertThat(Format.checkQualifiedName("example.com/Name_1")).isEmpty();
    assertThat(Format.checkQualifiedName("Name")).isEmpty();
    assertThat(Format.checkQualifiedName("/Name")).containsExactly("prefix part must be non-empty");
    assertThat(Format.checkQualifiedName("Example/Name")).hasSize(1);
    assertThat(Format.checkQualifiedName("a/b/c")).hasSize(1);
    assertThat(Format.checkQualifiedName("a/")).hasSize(2);
    assertThat(Format.checkQualifiedName("x".repeat(64)))
        .containsExactly("name part must be no more than 63 bytes");
  }

  @Test
  void pathSegmentIsNoDotAndHasNoSlash() {
    assertThat(Format.checkPathSegment("a:b")).isEmpty();
    assertThat(Format.checkPathSegment("..")).containsExactly("may not be '..'");
    assertThat(Format.checkPathSegment("a/%"))
        .containsExactly("may not contain '/'", "may not contain '%'");
  }

  @Test
  void portNameHasALetterAndSingleHyphensInside() {
    assertThat(Format.checkPortName("http-1")).isEmpty();
    assertThat(Format.checkPortName("80"))
        .containsExactly("must contain at least one letter (a-z)");
    assertThat(Format.checkPortName("a--b"))
        .containsExactly("must not contain consecutive hyphens");
    assertThat(Format.checkPortName("a-")).containsExactly("must not begin or end with a hyphen");
    assertThat(Format.checkPortName("x".repeat(16)))
        .containsExactly("must be no more than 15 characters");
    assertThat(Format.checkPortName("A")).hasSize(2);
  }

  @Test
  void configKeyIsNoWayUp() {
    assertThat(Format.checkConfigKey("a.b_C-1")).isEmpty();
    assertThat(Format.checkConfigKey("..")).containsExactly("must not be '..'");
    assertThat(Format.checkConfigKey("..a")).containsExactly("must not start with '..'");
    assertThat(Format.checkConfigKey("a/b")).hasSize(1);
    assertThat(Format.checkConfigKey("")).hasSize(1);
    assertThat(Format.checkConfigKey("x".repeat(254)))
        .containsExactly("must be no more than 253 characters");
  }

  @Test
  void environmentNameIsPrintableWithoutEqualsSign() {
    assertThat(Format.checkEnvironmentName("1 a/b")).isEmpty();
    assertThat(Format.checkEnvironmentName("a=b")).hasSize(1);
    assertThat(Format.checkEnvironmentName("é")).hasSize(1);
    assertThat(Format.checkEnvironmentName(""))
        .containsExactly("environment variable name must be non-empty");
  }
}
