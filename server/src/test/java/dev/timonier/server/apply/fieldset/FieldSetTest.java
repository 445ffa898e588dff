package dev.timonier.server.apply.fieldset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSetTest {
  private static final String A = "{\"f:a\":{},\"f:b\":{\".\":{},\"f:c\":{}},\"f:d\":{\"f:e\":{}}}";

  private static FieldSet set(String json) {
    return FieldSet.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"f:a\":{}}",
        A,
        "{\"f:l\":{\"v:\\\"x\\\"\":{},\"v:1\":{},\"v:true\":{}}}",
        "{\"f:l\":{\"k:{\\\"name\\\":\\\"c\\\"}\":{\".\":{},\"f:image\":{}}}}",
        "{\"f:l\":{\"k:{\\\"containerPort\\\":80,\\\"protocol\\\":\\\"TCP\\\"}\":{}}}",
        "{\"f:l\":{\"i:0\":{},\"i:10\":{}}}"
      })
  void setsAreWrittenAsTheyWereRead(String json) {
    assertThat(set(set(json).toString())).isEqualTo(set(json));
    assertThat(set(json).toString()).hasSameSizeAs(json);
  }

  record Operation(String name, BinaryOperator<FieldSet> operator, String other, String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Operation> operations() {
    return Stream.of(
        new Operation("union with nothing", FieldSet::union, "{}", A),
        new Operation("union with itself", FieldSet::union, A, A),
        new Operation(
            "union adds a member below another",
            FieldSet::union,
            "{\"f:a\":{\"f:x\":{}}}",
            "{\"f:a\":{\".\":{},\"f:x\":{}},\"f:b\":{\".\":{},\"f:c\":{}},\"f:d\":{\"f:e\":{}}}"),
        new Operation("intersection with nothing", FieldSet::intersection, "{}", "{}"),
        new Operation("intersection with itself", FieldSet::intersection, A, A),
        new Operation(
            "intersection is of members, not of what is below",
            FieldSet::intersection,
            "{\"f:b\":{},\"f:d\":{}}",
            "{\"f:b\":{}}"),
        new Operation("difference to itself", FieldSet::difference, A, "{}"),
        new Operation(
            "difference leaves what is below a member",
            FieldSet::difference,
            "{\"f:b\":{},\"f:d\":{}}",
            "{\"f:a\":{},\"f:b\":{\"f:c\":{}},\"f:d\":{\"f:e\":{}}}"),
        new Operation(
            "without takes what is below a member",
            FieldSet::without,
            "{\"f:b\":{},\"f:d\":{}}",
            "{\"f:a\":{}}"),
        new Operation(
            "without takes no more than is named",
            FieldSet::without,
            "{\"f:b\":{\"f:c\":{}}}",
            "{\"f:a\":{},\"f:b\":{},\"f:d\":{\"f:e\":{}}}"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void setsAreCombined(Operation operation) {
    assertThat(operation.operator().apply(set(A), set(operation.other())))
        .isEqualTo(set(operation.expected()));
  }

  @Test
  void pathsAreShownWithThoseAtTheTopFirst() {
    var paths = new ArrayList<String>();
    set("{\"f:b\":{\".\":{},\"k:{\\\"name\\\":\\\"x\\\"}\":{\"f:c\":{}}},\"f:d\":{}}")
        .forEachPath(paths::add);
    assertThat(paths).containsExactly(".b", ".d", ".b[name=\"x\"].c");
  }

  @Test
  void elementsOfUnknownKindsAreLeftOut() {
    assertThat(set("{\"x:what\":{\"f:a\":{}},\"f:b\":{}}")).isEqualTo(set("{\"f:b\":{}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{\"f:a\"", "{\"a\":{}}", "{\"k:1\":{}}", "{\"i:x\":{}}", "{}x"})
  void textThatIsNoSetIsRefused(String text) {
    assertThatThrownBy(() -> set(text)).isInstanceOf(FieldsException.class);
  }

  @Test
  void membershipIsOfPathsNotOfPrefixes() {
    var b = FieldName.of("b");
    assertThat(set(A).has(List.of(b))).isTrue();
    assertThat(set(A).has(List.of(FieldName.of("d")))).isFalse();
    assertThat(set(A).has(List.of(b, FieldName.of("c")))).isTrue();
  }
}
