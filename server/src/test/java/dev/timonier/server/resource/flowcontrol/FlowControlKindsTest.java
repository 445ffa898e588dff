package dev.timonier.server.resource.flowcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FlowControlKindsTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private static final String SCHEMA =
      "{apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: FlowSchema, metadata: {name: a}, spec:"
          + " {priorityLevelConfiguration: {name: x}, ";

  @Test
  void schemaHasItsPlaceInTheMiddle() {
    var schema =
        api.create(
            "{apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: FlowSchema, metadata: {name: a},"
                + " spec: {priorityLevelConfiguration: {name: x}}}");
    assertThat(schema.path("spec").path("matchingPrecedence").asInt()).isEqualTo(1000);
  }

  @Test
  void statusIsWrittenWithoutAnyMetadata() {
    var schema = api.create(SCHEMA + "rules: []}}");
    var metadata = (ObjectNode) schema.path("metadata");
    metadata.put("deletionGracePeriodSeconds", 7).put("generateName", "b");
    metadata.putObject("labels").put("a", "b");
    var next = api.update(Part.STATUS, schema).path("metadata");
    for (var field : List.of("deletionGracePeriodSeconds", "generateName", "labels")) {
      assertThat(next.has(field)).as(field).isFalse();
    }
  }
}
