package dev.timonier.server.resource.core.configmap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ConfigMapKindTest {
  private static final String MAP = "apiVersion: v1, kind: ConfigMap, metadata: {name: a}";
  private static final String KEY_RULE =
      "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name', "
          + " or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

  @AutoClose private final LocalApi api = new LocalApi();

  private record Case(String name, String content, List<String> faults) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Case> CREATIONS =
      List.of(
          new Case("no data", "", List.of()),
          new Case("any characters of names", ", data: {a.b_c-D: x, .hidden: 'y'}", List.of()),
          new Case(
              "slash",
              ", data: {a/b: x}",
              List.of("data[a/b]: Invalid value: \"a/b\": " + KEY_RULE)),
          new Case(
              "two dots",
              ", data: {'..': x}",
              List.of("data[..]: Invalid value: \"..\": must not be '..'")),
          new Case(
              "two dots first",
              ", data: {..x: x}",
              List.of("data[..x]: Invalid value: \"..x\": must not start with '..'")),
          new Case("one dot first", ", data: {.x: x}", List.of()),
          new Case("key of 253 characters", ", data: {" + "k".repeat(253) + ": x}", List.of()),
          new Case(
              "key of 254 characters",
              ", binaryData: {" + "k".repeat(254) + ": eA==}",
              List.of(
                  "binaryData["
                      + "k".repeat(254)
                      + "]: Invalid value: \""
                      + "k".repeat(254)
                      + "\": must be no more than 253 characters")),
          new Case(
              "key in both",
              ", data: {k: x}, binaryData: {k: eA==}",
              List.of("data[k]: Invalid value: \"k\": duplicate of key present in binaryData")),
          new Case("a mebibyte", ", data: {k: " + "x".repeat(1024 * 1024) + "}", List.of()),
          new Case(
              "a byte more",
              ", data: {k: " + "x".repeat(1024 * 1024) + "}, binaryData: {l: eA==}",
              List.of("[]: Too long: may not be more than 1048576 bytes")));

  @ParameterizedTest
  @FieldSource("CREATIONS")
  void dataOfNewMapsKeepTheirRules(Case c) {
    assertThat(LocalApi.faults(() -> api.create("{" + MAP + c.content() + "}")))
        .isEqualTo(c.faults());
  }

  static final List<Case> UPDATES =
      List.of(
          new Case(
              "labels", "data: {k: v}, immutable: true, metadata: {labels: {x: 'y'}}", List.of()),
          new Case(
              "data",
              "data: {k: w}, immutable: true",
              List.of("data: Forbidden: field is immutable when `immutable` is set")),
          new Case(
              "all",
              "data: {k: w}, binaryData: {l: eA==}",
              List.of(
                  "immutable: Forbidden: field is immutable when `immutable` is set",
                  "data: Forbidden: field is immutable when `immutable` is set",
                  "binaryData: Forbidden: field is immutable when `immutable` is set")));

  @ParameterizedTest
  @FieldSource("UPDATES")
  void immutableMapStaysAsItIs(Case c) {
    api.create("{" + MAP + ", data: {k: v}, immutable: true}");
    var body = c.content().contains("metadata") ? c.content() : "metadata: {}, " + c.content();
    var named = body.replace("metadata: {", "metadata: {name: a, ");
    assertThat(
            LocalApi.faults(() -> api.update("{apiVersion: v1, kind: ConfigMap, " + named + "}")))
        .isEqualTo(c.faults());
  }

  @Test
  void mapBecomesImmutableTogetherWithItsLastChange() {
    api.create("{" + MAP + ", data: {k: v}}");
    api.update("{" + MAP + ", data: {k: w}, immutable: true}");
    assertThat(LocalApi.faults(() -> api.update("{" + MAP + ", data: {k: x}, immutable: true}")))
        .hasSize(1);
  }

  @Test
  void tableCountsKeys() {
    assertThat(api.cells("{" + MAP + ", data: {k: v}, binaryData: {l: eA==}}"))
        .containsExactly("a", 2, "<unknown>");
  }
}
