package dev.timonier.server.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class MemberNamesTest {
  private static String read(String json) {
    return JsonReader.tree(json.getBytes(StandardCharsets.UTF_8)).fieldNames().next();
  }

  @Test
  void learnedNamesAreReadAsTheOneText() {
    var learned = MemberNames.learn(new String("aNameOfThisTest"));
    assertThat(learned).isSameAs("aNameOfThisTest");
    assertThat(read("{\"aNameOfThisTest\": 1}")).isSameAs(learned);
    assertThat(read("{\"\\u0061NameOfThisTest\": 1}")).isEqualTo(learned);
  }

  @Test
  void namesWithEqualHashesAreTold() {
    assertThat("AaAa".hashCode()).isEqualTo("BBBB".hashCode());
    MemberNames.learn("AaAa");
    assertThat(read("{\"BBBB\": 1}")).isEqualTo("BBBB");
    MemberNames.learn("BBBB");
    assertThat(read("{\"BBBB\": 1}")).isSameAs("BBBB");
    assertThat(read("{\"AaAa\": 1}")).isSameAs("AaAa");
  }

  @Property
  void anyNameIsReadAsItIsWritten(@ForAll @CharRange(to = '\ud7ff') String name) {
    var written = JsonNodeFactory.instance.objectNode().put(name, 1).toString();
    assertThat(read(written)).isEqualTo(name);
  }
}
