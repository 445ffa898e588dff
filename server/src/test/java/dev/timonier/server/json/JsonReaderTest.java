package dev.timonier.server.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private record Case(String json, String tree, List<String> places) {}

  static final List<Case> REPETITIONS =
      List.of(
          new Case("{'a':1,'b':[1,{'a':2}]}", "{'a':1,'b':[1,{'a':2}]}", List.of()),
          new Case("{'a':1,'a':2}", "{'a':2}", List.of("a")),
          new Case("{'a':{'b':1,'b':2},'a':{'c':3}}", "{'a':{'c':3}}", List.of("a.b", "a")),
          new Case(
              "[{'x':{}},{'a':[[1, 2],{'b' : 1,'b':2}]}]",
              "[{'x':{}},{'a':[[1,2],{'b':2}]}]",
              List.of("[1].a[1].b")),
          new Case("{'a:,{':{'c':'}','c':1}}", "{'a:,{':{'c':1}}", List.of("a:,{.c")),
          new Case("{'a':1,'a':1,'a':1}", "{'a':1}", List.of("a")));

  @ParameterizedTest
  @FieldSource("REPETITIONS")
  void ofFieldThatMapsGiveAgainTheLastCounts(Case c) {
    var document = JsonReader.readMaps(bytes(c.json()));
    assertThat(document.tree()).isEqualTo(JsonReader.tree(bytes(c.tree())));
    assertThat(document.remarks())
        .isEqualTo(c.places().stream().map(p -> "duplicate field \"" + p + '"').toList());
  }

  @Test
  void remarksOnRepetitionsAreLimited() {
    var json = "{'a':1" + ",'a':1,'b':1".repeat(100_000) + "}";
    assertThat(JsonReader.readMaps(bytes(json)).remarks()).hasSizeLessThan(3);
  }

  private static JsonNode fields(String fields) {
    return JsonReader.tree(bytes("{'fieldsV1':" + fields + "}")).path("fieldsV1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'f:a':{}}",
        "{'f:a':{'.':{},'f:b':{}},'f:c':{}}",
        "{'k:{\\'name\\':\\'a\\'}':{}}"
      })
  void fieldSetsKeepTheirText(String fields) {
    assertThat(((RawObject) fields(fields)).json()).hasValue(bytes(fields));
    assertThat(fields(fields).isEmpty()).isEqualTo(fields.equals("{}"));
    assertThat(fields(fields)).isEqualTo(fields(fields)).hasToString(fields.replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{ }", "[]", "null", "{'f:a':1}", "{'f:a':{},'f:a':{}}"})
  void otherValuesInTheirPlaceAreReadAsUsual(String value) {
    var read = fields(value);
    if (read instanceof RawObject raw) {
      assertThat(raw.path("f:a").isEmpty()).isTrue();
    } else {
      assertThat(read).isEqualTo(JsonReader.tree(bytes(value)));
    }
  }

  @Test
  void whoLooksIntoFieldSetMayChangeIt() {
    var set = (RawObject) fields("{'f:a':{}}");
    set.putObject("f:b");
    assertThat(set.json()).isEmpty();
    assertThat(set.deepCopy()).isEqualTo(set).hasToString("{\"f:a\":{},\"f:b\":{}}");
  }
}
