package dev.timonier.server.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.JsonReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MemberOrderTest {
  private static String arranged(String json, String type) {
    var tree = (ObjectNode) JsonReader.tree(json.getBytes(StandardCharsets.UTF_8));
    MemberOrder.arrange(tree, Schema.builtIn().type(type));
    return tree.toString();
  }

  @Test
  void fieldsStandAsTheirTypeDeclaresThem() {
    assertThat(
            arranged(
                """
                {"apiVersion":"v1","kind":"Pod","status":{"phase":"Running"},
                 "spec":{"nodeName":"n","containers":[{"image":"i","name":"c"}]},
                 "metadata":{"labels":{"b":"1","a":"2"},"uid":"u","name":"p"}}
                """,
                "core/v1.Pod"))
        .isEqualTo(
            """
            {"kind":"Pod","apiVersion":"v1",\
            "metadata":{"name":"p","uid":"u","labels":{"a":"2","b":"1"}},\
            "spec":{"containers":[{"name":"c","image":"i"}],"nodeName":"n"},\
            "status":{"phase":"Running"}}""");
  }

  @Test
  void whatHasNoTypeStaysAsItIs() {
    assertThat(
            arranged(
                "{\"data\":{\"b\":1,\"a\":2},\"metadata\":{\"name\":\"r\"}}",
                "apps/v1.ControllerRevision"))
        .isEqualTo("{\"metadata\":{\"name\":\"r\"},\"data\":{\"b\":1,\"a\":2}}");
  }
}
