package dev.timonier.server.resource.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class NodeKindTest {
  private static final String NODE = "apiVersion: v1, kind: Node, metadata: {name: m}";
  private static final String FAULT =
      "metadata.taints[0].effect: Unsupported value: \"Bad\": supported values: \"NoSchedule\","
          + " \"PreferNoSchedule\", \"NoExecute\"";

  @AutoClose private final LocalApi api = new LocalApi();

  @Test
  void wrongTaintIsToldOnceOfANewNodeAndTwiceOfAnOldOne() {
    var tainted = "{" + NODE + ", spec: {taints: [{key: a, effect: %s}]}}";
    assertThat(LocalApi.faults(() -> api.create(tainted.formatted("Bad")))).containsExactly(FAULT);
    api.create(tainted.formatted("NoSchedule"));
    assertThat(LocalApi.faults(() -> api.patch(tainted.formatted("Bad"))))
        .containsExactly(FAULT, FAULT);
    api.patch(tainted.formatted("NoExecute"));
  }
}
