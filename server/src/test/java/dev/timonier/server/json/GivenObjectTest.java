package dev.timonier.server.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.schema.Schema;
import org.junit.jupiter.api.Test;

class GivenObjectTest {
  private static ObjectNode metadata(String yaml) {
    var tree = (ObjectNode) YamlReader.read(yaml.getBytes(UTF_8)).tree();
    Conformer.conform(tree, Schema.builtIn().type("meta/v1.ObjectMeta"));
    return tree;
  }

  @Test
  void emptyListsAndMapsAreGoneButNotNil() {
    var metadata = metadata("{name: a, labels: {}, finalizers: [], annotations: null}");
    assertThat(metadata).isEqualTo(metadata("{name: a}")).hasToString("{\"name\":\"a\"}");
    assertThat(GivenObject.isNil(metadata, "labels")).isFalse();
    assertThat(GivenObject.empty(metadata, "labels")).hasToString("{}");
    assertThat(GivenObject.empty(metadata, "finalizers")).hasToString("[]");
    assertThat(GivenObject.isNil(metadata, "annotations")).isTrue();
    assertThat(GivenObject.isNil(metadata, "ownerReferences")).isTrue();
    assertThat(GivenObject.isNil(metadata, "name")).isFalse();
  }

  @Test
  void emptyTextsAreNotRemembered() {
    assertThat(GivenObject.isNil(metadata("{name: ''}"), "name")).isTrue();
  }

  @Test
  void copiesRemember() {
    var metadata = metadata("{ownerReferences: [{name: a}], labels: {}}");
    var copy = metadata.deepCopy();
    GivenObject.forgetEmpty(metadata, "labels");
    assertThat(GivenObject.isNil(metadata, "labels")).isTrue();
    assertThat(GivenObject.isNil(copy, "labels")).isFalse();
  }

  @Test
  void valueThatCameLaterCounts() {
    var metadata = metadata("{labels: {}}");
    metadata.putObject("labels").put("a", "b");
    assertThat(GivenObject.empty(metadata, "labels").isMissingNode()).isTrue();
    assertThat(GivenObject.isNil(metadata, "labels")).isFalse();
    assertThat(GivenObject.areIdentical(metadata, metadata("{labels: {a: b}}"))).isTrue();
  }

  @Test
  void emptyIsNotIdenticalToNilAtAnyDepth() {
    var deep = "{managedFields: [{manager: a}], ownerReferences: [{name: b}]%s}";
    var plain = metadata(deep.formatted(""));
    assertThat(GivenObject.areIdentical(plain, metadata(deep.formatted("")))).isTrue();
    assertThat(GivenObject.areIdentical(plain, metadata(deep.formatted(", labels: {}")))).isFalse();
    var list = GivenObject.NODES.arrayNode().add(plain);
    var other = GivenObject.NODES.arrayNode().add(metadata(deep.formatted(", finalizers: []")));
    assertThat(list).isEqualTo(other);
    assertThat(GivenObject.areIdentical(list, other)).isFalse();
    assertThat(GivenObject.areIdentical(list, list.deepCopy())).isTrue();
    assertThat(GivenObject.areIdentical(list, GivenObject.NODES.arrayNode())).isFalse();
  }

  @Test
  void membersOfSuchObjectsRememberToo() {
    var tree = GivenObject.NODES.objectNode();
    Conformer.conform(
        (ObjectNode) tree.putObject("template").set("labels", tree.objectNode()),
        Schema.builtIn().type("meta/v1.ObjectMeta"));
    assertThat(GivenObject.isNil(tree.path("template"), "labels")).isFalse();
  }

  @Test
  void objectsOfOtherMakeRememberNothing() {
    var plain = JsonNodeFactory.instance.objectNode();
    GivenObject.noteEmpty(plain, "labels", plain.objectNode());
    assertThat(GivenObject.isNil(plain, "labels")).isTrue();
  }
}
