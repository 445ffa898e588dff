package dev.timonier.server.apply.typed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.server.apply.fieldset.FieldName;
import dev.timonier.server.apply.fieldset.FieldSet;
import dev.timonier.server.apply.typed.FieldShape.Ownership;
import dev.timonier.server.apply.typed.MergeType.ScalarKind;
import dev.timonier.server.json.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A type with a field of every shape:
///
/// | field | shape |
/// |---|---|
/// | `text`, `number`, `flag` | scalars |
/// | `map` | a map of texts |
/// | `whole` | the same, as one value |
/// | `list` | a list as one value |
/// | `set` | a list of texts, each with owners of its own |
/// | `items` | a list of such objects, which `text` tells apart |
/// | `ports` | a list of objects told apart by `port` and `protocol`, `TCP` if left out |
/// | `any` | anything |
/// | `uid` | kept by the server |
final class TestTypes {
  static final MergeType TYPE = type();

  private TestTypes() {}

  private static MergeType type() {
    var fields = new HashMap<String, FieldShape>();
    var type = MergeType.of(MapShape.ofFields(fields, MapShape.Semantics.GRANULAR));
    var text = MergeType.of(ScalarKind.STRING);
    var numeric = MergeType.of(ScalarKind.NUMERIC);
    put(fields, "text", text);
    put(fields, "number", numeric);
    put(fields, "flag", MergeType.of(ScalarKind.BOOLEAN));
    put(fields, "map", map(text, MapShape.Semantics.GRANULAR));
    put(fields, "whole", map(text, MapShape.Semantics.ATOMIC));
    put(fields, "list", MergeType.of(ListShape.atomic(() -> text)));
    put(fields, "set", MergeType.of(ListShape.set(() -> text)));
    put(fields, "items", MergeType.of(ListShape.keyed(() -> type, List.of("text"))));
    put(fields, "ports", ports(text, numeric));
    put(fields, "any", MergeType.DEDUCED);
    fields.put("uid", field("uid", text, Optional.empty(), Ownership.SERVER));
    return type;
  }

  private static MergeType map(MergeType values, MapShape.Semantics semantics) {
    return MergeType.of(MapShape.ofValues(() -> values, semantics));
  }

  private static MergeType ports(MergeType text, MergeType numeric) {
    var fields = new HashMap<String, FieldShape>();
    put(fields, "port", numeric);
    put(fields, "name", text);
    var tcp = Optional.<JsonNode>of(TextNode.valueOf("TCP"));
    fields.put("protocol", field("protocol", text, tcp, Ownership.MANAGERS));
    var port = MergeType.of(MapShape.ofFields(fields, MapShape.Semantics.GRANULAR));
    return MergeType.of(ListShape.keyed(() -> port, List.of("port", "protocol")));
  }

  private static void put(Map<String, FieldShape> fields, String name, MergeType type) {
    fields.put(name, field(name, type, Optional.empty(), Ownership.MANAGERS));
  }

  private static FieldShape field(
      String name, MergeType type, Optional<JsonNode> value, Ownership ownership) {
    return new FieldShape(FieldName.of(name), type, value, ownership);
  }

  static JsonNode value(String yaml) {
    return YamlReader.read(yaml.getBytes(StandardCharsets.UTF_8)).tree();
  }

  static FieldSet set(String json) {
    return FieldSet.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
